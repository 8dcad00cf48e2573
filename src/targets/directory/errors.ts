/** Whom we spoke to, and what we were doing. */
export interface DirectoryCircumstance {
  /** `ldap://10.0.0.5` */
  readonly server: string;
  /** `EXAMPLE\Administrator` */
  readonly account: string;
  /** As in `reading cn=POP3,cn=Protocols,...`. */
  readonly doing: string;
}

/** Stands for a result code where the last page of an answer was empty and promised another one. */
export const emptyPage = -1;

/** LDAP result codes (RFC 4511, appendix A) as clauses: what it means, and what to do next. */
const clauses: Readonly<Record<number, string>> = {
  [emptyPage]:
    'the directory sent an empty page and said that more would follow, so the answer may be short. Try again, or use --directory by-hand',
  1: 'the directory could not do it now. Look for MSExchangeDS in the application log of the server',
  3: 'it took the directory too long. Try again when it is less busy',
  4: 'the answer was cut off at the directory’s limit. Raise the limit on the page Search of LDAP (Directory), or use --directory by-hand',
  7: 'the directory refuses simple binds. Tick Basic (Clear Text) on the page Authentication of LDAP (Directory), or use --directory by-hand',
  8: 'the directory wants another logon than a simple bind. Use --directory by-hand',
  10: 'the answer points to another server. Give the server that holds the site as --target',
  11: 'the answer was cut off at the administrator’s limit. Raise it on the page Search of LDAP (Directory), or use --directory by-hand',
  13: 'the directory wants SSL, whose ciphers of 1998 no current library speaks. Use --directory by-hand',
  16: 'the attribute is not there',
  17: 'the directory does not know the attribute. Use --directory by-hand',
  19: 'the directory does not allow this value. Look for event 1356 of MSExchangeDS (Q255291)',
  20: 'the value is there already. Run the same command again: it reads first',
  21: 'the directory does not take the value in this form. Use --directory by-hand',
  32: 'the directory has no such object, or does not show it to this account. Check the directory names of organization and site',
  34: 'the directory does not take the name. Check the directory names of organization and site',
  48: 'this account may not log on with a simple bind. Use --directory by-hand',
  49: 'user, domain or password was refused. Give the domain in --target (smb://DOMAIN;user@host), and mind the account lockout',
  50: 'the account lacks the right. Give it the role Permissions Admin on the Configuration container (Q168753), or use another account',
  51: 'the directory is busy. Try again later',
  52: 'the directory is not available. Check that MSExchangeDS runs',
  53: 'the directory is not willing. Look for event 1356 of MSExchangeDS (Q255291)',
  65: 'the object cannot hold the attribute. Use --directory by-hand',
};

/** What a result code means and what to do: `the account lacks the right. Give it ... (LDAP 50)`. */
export const clauseOf = (code: number): string =>
  (clauses[code] ?? 'the directory refused it. Look for MSExchangeDS in the application log of the server') +
  (code === emptyPage ? '' : ` (LDAP ${code})`);

export const refusedMessage = (code: number, { server, account, doing }: DirectoryCircumstance): string =>
  `${server} refused ${account} ${doing}: ${clauseOf(code)}.`;

/** No answer of the directory: a sentence about the connection itself, by the system's code where it has one. */
export function brokenMessage(code: string, text: string, { server, doing }: DirectoryCircumstance): string {
  if (code === 'ECONNREFUSED') {
    return (
      `${server} refuses connections: no LDAP is spoken there. Where LDAP was switched off, it is taken back by hand: ` +
      'run the same command with --directory by-hand. Where it listens on another port, give --directory ldap:PORT.'
    );
  }
  if (/timed? ?out/i.test(text) || code === 'ETIMEDOUT') {
    return `${server} did not answer in time while ${doing}; the connection was closed. Check the network and MSExchangeDS, then run the same command again.`;
  }
  return (
    `The connection to ${server} was lost while ${doing} (${code}). ` +
    'Run the same command again: it reads the server first and says what was done.'
  );
}
