/** Every recommendation of the article, once, in its order; `line` is the line of the article. */
export interface Recommendation {
  readonly id: string;
  readonly line: number;
  readonly says: string;
  /** Where it is carried when no step does it. */
  readonly elsewhere?: string;
}

export const recommendations: readonly Recommendation[] = [
  {
    id: 'P-01',
    line: 7,
    says: 'not everything at once; three stages in the given order',
    elsewhere: 'the engine: three stages, a gate before each',
  },
  {
    id: 'P-02',
    line: 7,
    says: 'wait a few days after the OS updates',
    elsewhere: 'the engine: soak after the first stage',
  },
  {
    id: 'P-03',
    line: 7,
    says: 'wait a few days more after the Exchange updates',
    elsewhere: 'the engine: soak after the second stage',
  },
  {
    id: 'P-04',
    line: 7,
    says: 'understand each change and know how to reverse it',
    elsewhere:
      'the engine: every step is explained, planned, journalled with its undo, and taken back by batten undo',
  },
  {
    id: 'P-05',
    line: 7,
    says: 'a backup, an emergency repair disk and the uninstall folders before patching',
  },
  { id: 'U-01', line: 10, says: 'check interdependencies between updates and the antivirus software' },
  { id: 'U-02', line: 12, says: 'NT 4.0 Service Pack 6a' },
  { id: 'U-03', line: 12, says: 'SP6a Security Rollup Package 1' },
  { id: 'U-04', line: 12, says: 'the security hotfixes released since the rollup' },
  { id: 'U-05', line: 10, says: 'IIS updates' },
  { id: 'U-06', line: 14, says: 'Internet Explorer 6.0 SP1 or 5.5 SP2' },
  { id: 'U-07', line: 14, says: 'run MBSA 1.1 (hfnetchk) and apply what it finds missing' },
  { id: 'U-08', line: 10, says: 'antivirus software updated' },
  { id: 'X-01', line: 16, says: 'Exchange 5.5 Service Pack 4' },
  { id: 'X-02', line: 16, says: 'the post-SP4 updates in the order of Web Table 1' },
  { id: 'W-01', line: 21, says: 'physical security' },
  { id: 'W-02', line: 22, says: 'change the service account password periodically' },
  { id: 'W-03', line: 22, says: 'the service account need not be an administrator, unless the IMS uses SSL' },
  { id: 'W-04', line: 23, says: 'a separate account such as ExchService as the service account' },
  { id: 'W-05', line: 24, says: 'disable guest accounts' },
  {
    id: 'W-06',
    line: 25,
    says: 'strong passwords for administrator, Exchange administrator and operator accounts; none blank; also on member servers local SAM',
  },
  { id: 'W-07', line: 25, says: 'Syskey' },
  { id: 'W-08', line: 26, says: 'minimum password length and complexity for all domain users' },
  { id: 'W-09', line: 27, says: 'NTFS on all server disks' },
  { id: 'W-10', line: 28, says: 'no Outlook or Outlook Express on the Exchange console' },
  { id: 'W-11', line: 29, says: 'RestrictAnonymous = 1' },
  { id: 'W-12', line: 30, says: 'restrict anonymous access to the registry' },
  {
    id: 'W-13',
    line: 31,
    says: 'no Everyone on the shares Add-ins, Address, connect$, Resources, tracking.log; administrators and Exchange administrators only',
  },
  { id: 'W-14', line: 32, says: 'disable unneeded services (Web Table 2)' },
  {
    id: 'W-15',
    line: 34,
    says: 'Microsoft checklists and the notification service',
    elsewhere:
      'nothing to do on a server: the checklists and the notification service are no more; the README says what to do today',
  },
  { id: 'I-01', line: 39, says: 'IIS Lockdown Wizard 2.1' },
  { id: 'I-02', line: 41, says: 'know every role the server plays; view the template settings' },
  { id: 'I-03', line: 43, says: 'anonymous web users may not run command-line programs' },
  { id: 'I-04', line: 43, says: 'URLScan filter' },
  { id: 'I-05', line: 43, says: 'a second run of the Lockdown Wizard reverses the first' },
  { id: 'C-01', line: 49, says: 'a certificate request for HTTP, POP3, LDAP, NNTP, IMAP4 or SMTP' },
  { id: 'C-02', line: 54, says: 'request file' },
  { id: 'C-03', line: 55, says: 'key name' },
  { id: 'C-04', line: 56, says: 'organization, unit, common name = the FQDN of the OWA server' },
  { id: 'C-05', line: 57, says: 'country, state or province, city or locality' },
  {
    id: 'C-06',
    line: 58,
    says: 'contact name, e-mail address, phone number: for the CA, not in the certificate',
  },
  { id: 'C-07', line: 59, says: 'send to a CA' },
  { id: 'C-08', line: 60, says: 'install the certificate on the key with Key Manager and the password' },
  { id: 'C-09', line: 62, says: 'server bindings: chosen IP addresses or Any Unassigned' },
  { id: 'C-10', line: 65, says: 'require a secure channel' },
  { id: 'C-11', line: 65, says: 'require 128-bit encryption' },
  { id: 'A-01', line: 68, says: 'NT audit policy (Figure 3), or failures only if logs grow too large' },
  {
    id: 'A-02',
    line: 70,
    says: 'IIS logging in W3C extended format with at least date, time, client address, user name, method, URI stem, status, user agent',
  },
  { id: 'A-03', line: 80, says: 'several categories of Exchange diagnostic logging' },
  { id: 'A-04', line: 82, says: 'review the logs for the events of Web Table 3' },
  {
    id: 'G-01',
    line: 85,
    says: 'disable unused Internet protocols, by site or by server (HTTP by site only)',
  },
  { id: 'G-02', line: 87, says: 'message tracking on the information store, the MTA and the IMS' },
  { id: 'G-03', line: 87, says: 'keep tracking logs 15 to 30 days' },
  { id: 'G-04', line: 89, says: 'disk space for 50 to 75 MB of tracking log a day' },
  { id: 'G-05', line: 89, says: 'protect the tracking logs' },
  { id: 'G-06', line: 89, says: 'load the tracking logs into something that can be searched' },
  { id: 'G-07', line: 95, says: 'IMS message size limit, 2 to 20 MB' },
  { id: 'G-08', line: 96, says: 'MTA message size limit, 5 to 20 MB' },
  { id: 'G-09', line: 97, says: 'no mailbox for administrative or operator accounts' },
  { id: 'G-10', line: 98, says: 'limit the recipients of a message' },
  { id: 'G-11', line: 99, says: 'no anonymous LDAP, NNTP, IMAP4 or HTTP logons' },
  { id: 'L-01', line: 102, says: 'antivirus strategy for server and clients' },
  {
    id: 'L-02',
    line: 102,
    says: 'Outlook E-mail Security Update for Outlook 98 and 2000; built into 2002; none for 97',
  },
  {
    id: 'L-03',
    line: 104,
    says: 'S/MIME for users who need authenticity: third-party certificates for a few clients',
  },
];
