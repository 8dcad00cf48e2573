/** What stood in for an NT 4.0 server with Exchange 5.5, in the short words of docs/coverage.md. */
export type StandIn = 'lab' | 'smbd' | 'scripted peer' | 'slapd' | 'Wine' | 'OpenSSL' | 'sample outputs';

/** One driver, or one thing that a target does beside its drivers, and what it was tested against. */
export interface Trial {
  readonly target: 'lab' | 'samba' | 'directory' | 'kit' | 'by hand' | 'workstation';
  /** The kinds whose drivers the row is about; none where it is about `what` instead. */
  readonly kinds: readonly string[] | 'every kind';
  readonly what?: string;
  readonly against: readonly StandIn[];
  readonly how: string;
  readonly notTested: string;
  /** Test files below __tests__/ that show it. */
  readonly proof: readonly string[];
}

/** Docs/coverage.md and the tables of docs/verification.md come from here; a test holds each row to the tests that it names. */
export const trials: readonly Trial[] = [
  {
    target: 'lab',
    kinds: 'every kind',
    against: ['lab'],
    how: 'itself: a simulation of readings, with no behaviour of NT 4.0 beyond what an installation brings',
    notTested: 'everything a real server does by itself',
    proof: ['steps/lab-server.test.ts', 'steps/service-account.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['registry-value'],
    against: ['smbd'],
    how: 'smbd 4.17 on loopback, SMB1 only, winreg writable through a shim; seen from outside by `net rpc registry`; killed between intent and write and between write and outcome',
    notTested: "NT 4.0's own winreg; SMB signing; Terminal Server",
    proof: ['peers/samba-registry.test.ts', 'peers/samba-session.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['registry-acl'],
    against: ['smbd'],
    how: 'smbd 4.17, lists of any entries (property test), seen from outside by `net rpc registry getsd`; restrict-remote-registry applied and undone with and without its key',
    notTested: "NT 4.0's winreg; auditing lists",
    proof: ['peers/samba-registry-acl.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['share-acl'],
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17, seen from outside by `rpcclient netsharegetinfo`; a share without a list and refusals on a scripted RPC peer',
    notTested: "NT 4.0's srvsvc; a list taken away again from a share that had none",
    proof: ['peers/samba-share-acl.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['service'],
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17 (Spooler stopped, started; start type through the registry, seen by `net rpc registry`); dependants, waiting, ChangeServiceConfigW and refusals on a scripted RPC peer that checks the bytes',
    notTested: "NT 4.0's service control manager; drivers; Exchange's services",
    proof: ['peers/samba-service.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['text-file'],
    against: ['smbd'],
    how: 'smbd 4.17 on port 139, any bytes (property test), seen from outside by `smbclient` and on its disk; a full disk, a file held by another client, denied writes',
    notTested: "NT 4.0's own shares; opportunistic locks; FAT",
    proof: ['peers/samba-text-file.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['folder-acl'],
    against: ['smbd'],
    how: 'smbd 4.17 on port 139 with acl_xattr, seen from outside by `smbcacls`; applied and undone by driver, odd lists, an empty list, the root of a drive',
    notTested: "NT 4.0's NTFS; a folder without a list; FAT",
    proof: ['peers/samba-folder-acl.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['account'],
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17, stand-alone and as primary domain controller, seen from outside by `pdbedit`; denied without rights; a member server on a scripted RPC peer',
    notTested: "NT 4.0's SAM; account 501, which smbd makes up",
    proof: ['peers/samba-account.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['account-policy'],
    against: ['smbd'],
    how: 'smbd 4.17, seen from outside by `pdbedit`; password-policy applied and undone by the program',
    notTested: "NT 4.0's own order of two times; lockout of the administrator",
    proof: ['peers/samba-account-policy.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['group-membership'],
    against: ['smbd'],
    how: 'smbd 4.17, stand-alone and as primary domain controller, local groups seen from outside by `rpcclient`, one under another name; global groups read',
    notTested: 'a global group changed; members that no longer exist',
    proof: ['peers/samba-group-membership.test.ts', 'peers/samba-domain.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['user-right'],
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17 for privileges, seen from outside by `rpcclient`; logon rights, and rights lost before Service Pack 6, on a scripted RPC peer',
    notTested: "NT 4.0's LSA",
    proof: ['peers/samba-user-right.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['audit-policy'],
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17 for reading alone; the write on a scripted RPC peer that checks the bytes and adds, leaves and replaces as MS-LSAD says',
    notTested: 'a write to any real server',
    proof: ['peers/samba-audit-policy.test.ts'],
  },
  {
    target: 'samba',
    kinds: ['software'],
    against: ['smbd'],
    how: "smbd 4.17 on port 139, PE32 files of a test, keys made by `net rpc registry`; versions also of a library of GNU ld, of Wine's zlib1.dll and of damaged bytes (property test); installing is a person's work",
    notTested:
      "NT 4.0's own files; that Ntdll.dll tells a real server's language; Exchange in another language; any package put on",
    proof: ['peers/samba-software.test.ts'],
  },
  {
    target: 'samba',
    kinds: [],
    what: 'the session',
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17: a lost line, a pulled cable, a restart awaited and asked for (in a terminal; the bytes on a scripted peer), stopped before and after a write came through, another server at the address, refused accounts, changes that would lock the session out, a password in no process or file',
    notTested: "NT 4.0's own restart; NT 4.0's answers to a signed logon; `server signing` refused",
    proof: [
      'peers/samba-line.test.ts',
      'peers/samba-restart.test.ts',
      'peers/samba-broken-session.test.ts',
      'peers/samba-refused-account.test.ts',
      'peers/samba-lock-out.test.ts',
      'peers/samba-secrets.test.ts',
    ],
  },
  {
    target: 'samba',
    kinds: [],
    what: 'people and names',
    against: ['smbd', 'scripted peer'],
    how: "smbd 4.17 as primary domain controller: SIDs and names both ways as `rpcclient` sees them, groups within groups, the logons of services; a German server's names on a scripted RPC peer",
    notTested: "NT 4.0's own LSA and SAM; trusted domains of a real one",
    proof: ['peers/samba-people.test.ts', 'peers/samba-listings.test.ts'],
  },
  {
    target: 'samba',
    kinds: [],
    what: 'the domain of a member server',
    against: ['smbd', 'scripted peer'],
    how: 'a member on a scripted RPC peer, its controller smbd 4.17 with a SID of its own: members, accounts and policy of the domain; a controller that does not answer, and one of another domain',
    notTested: "NT 4.0's own answer to which controller it has; a backup domain controller",
    proof: ['peers/samba-domain.test.ts'],
  },
  {
    target: 'samba',
    kinds: [],
    what: 'since when it runs',
    against: ['scripted peer'],
    how: 'a scripted RPC peer that has been up for 60 days; any uptime, and a Server service restarted alone (property test); smbd 4.17 does not tell, and the operator is asked',
    notTested: "NT 4.0's own clock and statistics",
    proof: ['peers/samba-restart.test.ts'],
  },
  {
    target: 'samba',
    kinds: [],
    what: 'empty passwords',
    against: ['smbd', 'scripted peer'],
    how: 'smbd 4.17, stand-alone, bad logons seen from outside by `pdbedit`; Guest disabled through a shim; a backup domain controller on a scripted RPC peer',
    notTested: "NT 4.0's own answers, above all for restricted accounts; a domain controller's counts",
    proof: ['peers/samba-blank-passwords.test.ts'],
  },
  {
    target: 'directory',
    kinds: ['directory-attribute'],
    against: ['slapd'],
    how: "slapd 2.5 with a schema of Exchange's names, seen from outside by `ldapsearch`: absent and 0, bytes, names with special characters, a schema without the attribute, result codes 4, 32, 49 and 50, a killed server, units kept together",
    notTested: "Exchange's own LDAP: logon names, paging, limits, schema objects",
    proof: ['peers/directory-driver.test.ts'],
  },
  {
    target: 'directory',
    kinds: ['directory-search'],
    against: ['slapd'],
    how: 'slapd 2.5 with 151 mailboxes and a limit of 100, in pages and cut off; a scripted server with empty pages and promises of more',
    notTested: 'hidden mailboxes; the administrator view',
    proof: ['peers/directory-driver.test.ts', 'targets/directory/directory.test.ts'],
  },
  {
    target: 'directory',
    kinds: [],
    what: 'the site and who administers it',
    against: ['slapd'],
    how: 'smbd 4.17 and slapd 2.5 together: servers, connections and permissions of the three objects, found without a question; nobody agreed, permissions hidden; security descriptors of any entries and of any bytes (property test)',
    notTested: "Exchange's own permissions; what its numbers mean (medium confidence)",
    proof: ['peers/directory-people.test.ts', 'resources/acl/allowed.test.ts'],
  },
  {
    target: 'kit',
    kinds: [],
    what: 'accounts, groups and shares',
    against: ['Wine', 'sample outputs'],
    how: "stand-ins for net under Wine 8; German output in code page 850, a controller's columns, any bytes (property test)",
    notTested: "what NT 4.0's own net prints, above all whether groups stand in columns",
    proof: ['peers/kit-results.test.ts', 'targets/kit/told.test.ts'],
  },
  {
    target: 'kit',
    kinds: ['registry-value', 'service', 'account', 'account-policy', 'directory-attribute'],
    against: ['Wine'],
    how: "**Rehearsed under Wine 8 with stand-ins, not yet run on NT 4.0.** Wine's cmd.exe and setupapi, set to NT 4.0, with stand-ins for find, fc, net, at, cscript, admin.exe and regedit's export: 25 steps there and back with the exports byte for byte as before; drift, refused writes, a half-run kit, several disks, the scheduled undo",
    notTested: "NT 4.0's own cmd.exe, find, fc, net, regedit and admin.exe; effects on SAM and LSA; restarts",
    proof: ['peers/kit-trip.test.ts', 'peers/kit-apply.test.ts', 'peers/kit-take-back.test.ts'],
  },
  {
    target: 'kit',
    kinds: ['metabase-value'],
    against: [],
    how: 'nothing but the text of its scripts, made from hostile names and values',
    notTested: 'adsutil.vbs, real or rehearsed',
    proof: ['targets/kit/hostile.test.ts'],
  },
  {
    target: 'by hand',
    kinds: 'every kind',
    against: [],
    how: "a scripted operator, and a person in a terminal on the lab's readings",
    notTested: 'the texts against a real console: menus were taken from documentation',
    proof: ['targets/by-hand/by-hand.test.ts'],
  },
  {
    target: 'workstation',
    kinds: ['certificate-request'],
    against: ['OpenSSL'],
    how: 'OpenSSL 3 (`req -verify`, `pkey`), GnuTLS (`certtool --crq-info`), python3-cryptography',
    notTested: 'Key Manager and IIS 4.0 with such a key (unconfirmed in the sources too)',
    proof: ['peers/certificate-requests.test.ts', 'steps/certificates.test.ts'],
  },
  {
    target: 'workstation',
    kinds: ['scan-result'],
    against: ['sample outputs'],
    how: 'outputs of hfnetchk from documentation; the XML of MBSA is unconfirmed',
    notTested: 'a scan of a server',
    proof: ['targets/workstation/scan-results.test.ts'],
  },
  {
    target: 'workstation',
    kinds: ['attestation'],
    against: [],
    how: 'a file beside the journal',
    notTested: 'whether it is so: no program sees it',
    proof: ['engine/next.test.ts', 'resources/attestation.test.ts'],
  },
];

/** Steps that the program itself took to a server over a network and back, and in which test. */
export const overTheWire: Readonly<Record<string, readonly string[]>> = {
  'peers/live-session.test.ts': [
    'password-policy',
    'privileged-passwords',
    'restrict-anonymous',
    'restrict-remote-registry',
    'exchange-shares',
    'services',
    'urlscan',
    'recipient-limit',
    'mta-message-size',
    'internet-protocols',
    'message-tracking',
  ],
  'peers/samba-session.test.ts': ['restrict-anonymous', 'recipient-limit'],
};

/** What the drivers of a kind were tested against, in the order of the table above. */
export const standIns = (kind: string): readonly StandIn[] => [
  ...new Set(
    trials
      .filter(({ kinds }) => kinds === 'every kind' || kinds.includes(kind))
      .flatMap(({ against }) => against),
  ),
];
