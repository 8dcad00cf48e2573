import type { CombinationGroup } from '../combination.js';
import { allOf, holds, without } from '../scene-change.js';
import { ownAccount } from './roles.js';

const setup = 'HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup';
const attendant = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters';

const fixed = (drive: string, fileSystem: string, freeMb = 2000) =>
  holds('volume', { drive, kind: 'fixed', fileSystem, freeMb });

export const drives: CombinationGroup = {
  name: 'drives',
  about: [
    'c only: one disk, NTFS. d fat: the databases are on FAT. d ntfs: both are NTFS. g fat: G: is FAT.',
    'moved: the tracking logs lie on D:, which is large. full: hardly anything is free on C:. disks ?: no volume can be read.',
    'share: the folder of Exchange is told as a share.',
  ],
  combinations: [
    { name: 'c only', change: allOf(ownAccount, without(/^volume:[a-bd-z]:$/)) },
    { name: 'd fat', change: ownAccount },
    { name: 'd ntfs', change: allOf(ownAccount, fixed('D:', 'NTFS')) },
    { name: 'g fat', change: allOf(ownAccount, fixed('D:', 'NTFS'), fixed('G:', 'FAT')) },
    {
      name: 'moved',
      change: allOf(
        ownAccount,
        fixed('D:', 'NTFS', 9000),
        holds('registry-value', { key: attendant, name: 'Log Directory', type: 'REG_SZ', data: 'D:\\Track' }),
        holds('folder-acl', { path: 'D:\\Track', sddl: 'O:BAG:SYD:(A;;0x1f01ff;;;WD)' }),
      ),
    },
    { name: 'full', change: allOf(ownAccount, fixed('C:', 'NTFS', 20)) },
    { name: 'disks ?', change: ownAccount, hidden: /^volume:/ },
    {
      name: 'share',
      change: allOf(
        ownAccount,
        holds('registry-value', { key: setup, name: 'Services', type: 'REG_SZ', data: '\\\\SRV\\Exchsrvr' }),
      ),
    },
  ],
};
