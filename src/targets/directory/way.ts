import { UsageError } from '../../errors.js';

/** How the Exchange directory is reached: over LDAP, or by a person at Exchange Administrator. */
export type DirectoryWay = { readonly by: 'ldap'; readonly port: number } | { readonly by: 'hand' };

/** The port of LDAP (Q150543); Exchange beside another LDAP server was moved to 390 (Q312501). */
export const ldapPort = 389;

/** Reads `ldap`, `ldap:390` or `by-hand`. @throws UsageError */
export function parseDirectoryWay(text: string): DirectoryWay {
  if (text === 'by-hand') return { by: 'hand' };
  const [whole, port = String(ldapPort)] = /^ldap(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (whole === undefined || Number(port) < 1 || Number(port) > 65535) {
    throw new UsageError(
      '--directory takes ldap, ldap:PORT or by-hand. With ldap the password crosses the network in clear text.',
    );
  }
  return { by: 'ldap', port: Number(port) };
}
