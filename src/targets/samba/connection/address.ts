import { UsageError } from '../../../errors.js';

/** Where a server is and who logs on to it. No password: that is asked for, or read from a file. */
export interface SmbAddress {
  /** Empty where the account is the server's own. */
  readonly domain: string;
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** The one spelling of this address, for screens and the journal. */
  readonly url: string;
}

/** NetBIOS session service (RFC 1002): NT 4.0 listens on no other port for SMB. */
const standardPort = 139;

const form = 'smb://[DOMAIN;]user@host[:port]';
const example = "'smb://EXAMPLE;Administrator@10.0.0.5'";

/** Reads `smb://[DOMAIN;]user@host[:port]`. @throws UsageError that names the expected form, never the text given */
export function parseSmbUrl(url: string): SmbAddress {
  const [, account, place = ''] = /^smb:\/\/(?:(.*)@)?([^@]*)$/is.exec(url) ?? [];
  if (account?.includes(':') === true) {
    throw new UsageError(
      `A password does not belong in the address of a server, where other users and the shell's history see it. ` +
        `Write ${form} and give the password with --password-file or at the prompt.`,
    );
  }
  if (account === undefined) throw malformed('the user is missing');
  const [, host = '', port] = /^([^:/]*)(?::(\d{1,5}))?\/?$/.exec(place) ?? [];
  const parts = account.split(';').map(decoded);
  if (parts.length > 2) throw malformed('there is more than one semicolon before the @');
  const [user = '', domain = ''] = parts.reverse();
  return smbAddress({ domain, user, host, ...(port !== undefined && { port: Number(port) }) });
}

/** Builds an address from its parts. @throws UsageError when one of them cannot be */
export function smbAddress(parts: {
  readonly domain?: string;
  readonly user: string;
  readonly host: string;
  readonly port?: number;
}): SmbAddress {
  const { domain = '', user, port = standardPort } = parts;
  const host = parts.host.toLowerCase();
  if (user === '') throw malformed('the user is missing');
  if (!printable(user) || !printable(domain))
    throw malformed('user and domain hold printable characters only');
  if (!/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(host)) {
    throw malformed('the host is a name or an IPv4 address');
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw malformed('the port is a number up to 65535');
  const account = `${domain === '' ? '' : `${encodeURIComponent(domain)};`}${encodeURIComponent(user)}`;
  const url = `smb://${account}@${host}${port === standardPort ? '' : `:${port}`}`;
  return { domain, user, host, port, url };
}

/** `EXAMPLE\Administrator`, as NT writes it. */
export const accountOf = ({ domain, user }: SmbAddress): string =>
  domain === '' ? user : `${domain}\\${user}`;

/** `smb://10.0.0.5`: enough for the head of a screen. */
export const labelOf = ({ host, port }: SmbAddress): string =>
  `smb://${host}${port === standardPort ? '' : `:${port}`}`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw malformed('a % is not followed by two hexadecimal digits');
  }
}

const printable = (text: string): boolean => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);

const malformed = (what: string): UsageError =>
  new UsageError(
    `This is not the address of a server: ${what}. Expected ${form}, quoted for the shell, such as ${example}.`,
  );
