import fc from 'fast-check';
import { kind, ntfsVolume, type VolumeValue } from '../../../../src/resources/volume.js';
import { kindSample } from '../kind-sample.js';
import { anyText, members, upperAndLower } from '../texts.js';

const drive = fc.constantFrom('C:', 'd:', 'Z:');

export const sample = kindSample(kind, {
  addresses: fc.record({ drive }),
  values: () =>
    members<VolumeValue>(
      {
        kind: fc.constantFrom('fixed', 'cd-rom', 'removable', 'network'),
        fileSystem: fc.oneof(fc.constantFrom('NTFS', 'ntfs', 'FAT', 'CDFS', ''), anyText()),
        label: anyText(),
        sizeMb: fc.nat(),
        freeMb: fc.nat(),
        clusterBytes: fc.nat(),
        holds: fc.array(fc.constantFrom('Exchange databases', 'Windows NT')),
      },
      ['kind', 'fileSystem'],
    ),
  spellings: ({ drive }) => upperAndLower(drive).map((spelled) => ({ drive: spelled })),
  examples: () => ['fixed NTFS', 'cd-rom CDFS'],
  answer: ({ kind, fileSystem }) =>
    /^[A-Za-z0-9]+$/.test(fileSystem) || (fileSystem === '' && kind !== 'fixed')
      ? `${kind} ${fileSystem}`
      : undefined,
  constructors: { ntfsVolume: () => ntfsVolume('C:') },
  expectations: { ntfsVolume: drive.map(ntfsVolume) },
});
