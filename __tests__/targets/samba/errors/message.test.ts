import { describe, expect, it } from '@jest/globals';
import { TargetError, WorkstationError } from '../../../../src/errors.js';
import { parseSmbUrl } from '../../../../src/targets/samba/connection/address.js';
import { explain } from '../../../../src/targets/samba/errors/message.js';

const address = parseSmbUrl('smb://EXAMPLE;Administrator@10.0.0.5');

describe('The message of a failed session', () => {
  it('is as the screens have it when the password is refused', () => {
    expect(whileLoggingOn('NT_STATUS_LOGON_FAILURE').message).toBe(
      'smb://10.0.0.5 refused the password for EXAMPLE\\Administrator (NT_STATUS_LOGON_FAILURE). ' +
        'Nothing was read or changed. It may count as two bad logons there, so mind an account lockout. ' +
        'Try again with --password-file, or check the account at the console: net user Administrator',
    );
  });

  it.each([
    ['NT_STATUS_ACCOUNT_LOCKED_OUT', 'locked out EXAMPLE\\Administrator', 'Unlock'],
    ['NT_STATUS_ACCOUNT_DISABLED', 'disabled', 'another account'],
    ['NT_STATUS_ACCOUNT_EXPIRED', 'expired', 'another account'],
    ['NT_STATUS_PASSWORD_EXPIRED', 'has expired', 'Change it'],
    ['NT_STATUS_PASSWORD_MUST_CHANGE', 'must be changed', 'asks for a new one'],
    ['NT_STATUS_INVALID_LOGON_HOURS', 'hours', 'User Manager'],
    ['WERR_ACCESS_DENIED', 'does not let EXAMPLE\\Administrator', 'member of Administrators'],
    ['NT_STATUS_INVALID_NETWORK_RESPONSE', 'SMB1', 'NT 4.0'],
    ['NT_STATUS_HOST_UNREACHABLE', 'cannot be reached', 'network'],
    ['ConnectionRefusedError', 'port 139', 'Server service'],
    ['gaierror', 'No address is known for 10.0.0.5', 'IP address'],
    ['NT_STATUS_SOMETHING_NEW', 'NT_STATUS_SOMETHING_NEW', '--verbose'],
  ])('for %s while logging on says what happened and what to do', (name, happened, next) => {
    const error = whileLoggingOn(name);
    expect(error).toBeInstanceOf(TargetError);
    expect(error.message).toContain(happened);
    expect(error.message).toContain(next);
    expect(error.message).not.toMatch(/[\n!]/);
  });

  it('tells a connection lost in the middle from one that never stood', () => {
    const { message } = explain(
      status('NT_STATUS_CONNECTION_DISCONNECTED'),
      address,
      'writing X of HKLM\\Y',
      '',
    );
    expect(message).toContain('lost while writing X of HKLM\\Y');
    expect(message).not.toContain('Nothing was read or changed');
  });

  it('blames the workstation, not the server, when Python or its Samba is missing', () => {
    for (const failure of [{ kind: 'no-python' }, status('ImportError', 'other')] as const) {
      const error = explain(failure, address, undefined, '');
      expect(error).toBeInstanceOf(WorkstationError);
      expect(error.message).toContain('apt install python3-samba');
    }
  });

  it('shows the code of a failure that Samba has no name for', () => {
    const failure = { kind: 'werr', code: '0x000003fb', name: '', message: '' } as const;
    expect(explain(failure, address, 'deleting X', '').message).toContain('(0x000003fb)');
  });

  it("keeps Samba's own words out of the message, as the cause for --verbose", () => {
    const said = 'Failed to bind to uuid 338cd001';
    const error = explain(status('NT_STATUS_IO_TIMEOUT'), address, undefined, said);
    expect(error.message).not.toContain('uuid');
    expect(error.cause).toMatchObject({ message: expect.stringContaining(said) });
  });
});

const status = (name: string, kind: 'nt' | 'other' = 'nt') =>
  ({ kind, code: kind === 'nt' ? '0xc0000001' : '', name, message: 'text of Samba' }) as const;

const whileLoggingOn = (name: string): Error => explain(status(name), address, undefined, '');
