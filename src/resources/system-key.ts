import { z } from 'zod';
import { expectExact, type Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';

/** There is one, and what it encrypts is the account database. */
type Address = Readonly<{ encrypts: 'SAM' }>;

/** Where the key of Syskey is kept, in the order of the registry value SecureBoot; absent: Syskey is off. */
const modes = ['local', 'password', 'floppy'] as const;

export type SystemKeyValue = Readonly<{ mode: (typeof modes)[number] }>;

const value: z.ZodType<SystemKeyValue> = z.object({ mode: z.enum(modes) });

/** Syskey. It is seen in the registry but never switched by writing there: only syskey.exe encrypts the passwords (Q143475). */
export const kind = defineKind<Address, SystemKeyValue>({
  name: 'system-key',
  title: 'system key',
  doneBy: 'operator',
  address: z.object({ encrypts: z.literal('SAM') }),
  value,
  identity: () => 'syskey',
  describe: () => ({ place: 'Account database', name: 'Syskey' }),
  show: ({ mode }) =>
    ({
      local: 'on, key kept on the server',
      password: 'on, password typed at each start',
      floppy: 'on, key on a floppy disk',
    })[mode],
  byHand: {
    look: () => ({
      clicks: [
        'Choose Start, Run, syskey: the window says whether encryption is enabled. Choose Cancel.',
        'Where the key is kept: regedt32, Options, Read Only Mode; HKEY_LOCAL_MACHINE on Local Machine, SYSTEM\\CurrentControlSet\\Control\\Lsa, SecureBoot. 1 is local, 2 password, 3 floppy; missing or 0 is off.',
      ],
    }),
    change: (_, to) =>
      to.state === 'absent'
        ? {
            clicks: [
              'Syskey cannot be switched off: restore SAM and SYSTEM together from the repair disk made before it.',
            ],
          }
        : {
            clicks: [
              'Choose Start, Run, rdisk /s, and keep that repair disk: it is the only way back.',
              'Choose Start, Run, syskey. Choose Encryption Enabled, OK, and confirm.',
              {
                local: 'Choose System Generated Password, Store Startup Key Locally, OK.',
                password:
                  'Choose Password Startup and type the password twice, OK. It is asked for at every start.',
                floppy:
                  'Choose System Generated Password, Store Startup Key on Floppy Disk, OK, and put a disk in. It is asked for at every start.',
              }[to.value.mode],
              'Restart the server, then rdisk /s again onto another disk.',
            ],
            // The key is local then; the other places only the window offers (windows-nt4)
            typed: to.value.mode === 'local' ? ['rdisk /s', 'syskey -l'] : [],
            notes: ['Never write SecureBoot in the registry yourself.'],
          },
    question: () => 'Where the key is kept: local, password or floppy',
    parse(answer) {
      const mode = modes.find((one) => one === answer.trim().toLowerCase());
      return mode === undefined
        ? { problem: `Answer with one of ${modes.join(', ')}.` }
        : { value: { mode } };
    },
  },
});

/** Syskey is on, wherever its key is kept; one that is off is to keep it on the server, so that it starts unattended. */
export function systemKeyOn(): Expectation {
  const expectation = expectExact<SystemKeyValue, SystemKeyValue['mode']>(
    kind.resource({ encrypts: 'SAM' }),
    kind.typed,
    {
      get: ({ mode }) => mode,
      set: (_, mode) => ({ mode }),
      show: String,
    },
  ).oneOf(modes);
  return { ...expectation, words: 'is on' };
}
