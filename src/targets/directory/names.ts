/** The value of one part of a name, escaped for LDAP (RFC 4514, 2.4). */
const escapeNamePart = (text: string): string =>
  text
    .replace(/["+,;<>\\=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^\\) $/, '\\ ')
    .replace(/\0/g, '\\00');

/** A name of the kinds (`cn=...,ou=...,o=...`, nothing escaped) as LDAP wants it. */
export const ldapName = (dn: string): string =>
  partsOf(dn)
    .map(({ type, value }) => `${type}=${escapeNamePart(value)}`)
    .join(',');

/** `ou=HQ,o=Example` of a name in that site; undefined where the name is above every site. */
export function siteOfName(dn: string): string | undefined {
  const [site, organization] = partsOf(dn).slice(-2);
  if (site?.type.toLowerCase() !== 'ou' || organization?.type.toLowerCase() !== 'o') return undefined;
  return `ou=${site.value},o=${organization.value}`;
}

/** The name that an NT account binds with; it is made of account and domain, no entry of the directory (Q182507). */
export const bindName = (user: string, domain: string): string =>
  `cn=${escapeNamePart(user)},cn=${escapeNamePart(domain)}`;

function partsOf(dn: string): readonly { readonly type: string; readonly value: string }[] {
  return dn.split(',').map((part) => {
    const at = part.indexOf('=');
    return { type: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
  });
}
