import { patchNamed } from '../../../../src/patches/catalogue.js';
import type { CombinationGroup } from '../combination.js';
import { allOf, holds, without, type SceneChange } from '../scene-change.js';
import { ownAccount } from './roles.js';

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const setup = 'HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup';

export const packs: CombinationGroup = {
  name: 'packs',
  about: [
    'usual: Windows NT 4.0 with Service Pack 4, Exchange 5.5 with Service Pack 3.',
    'nt 0 to nt 6a: Windows NT 4.0 with that service pack; 6: plain Service Pack 6, which looks like 6a in CSDVersion.',
    'ex 0 to ex 4: Exchange 5.5 with that service pack.',
  ],
  combinations: [
    { name: 'usual', change: ownAccount },
    { name: 'nt 0', change: allOf(ownAccount, without(/csdversion$/, /^software:nt4-sp4$/)) },
    { name: 'nt 1', change: allOf(ownAccount, windowsPack(1)) },
    { name: 'nt 3', change: allOf(ownAccount, windowsPack(3)) },
    { name: 'nt 6', change: allOf(ownAccount, windowsPack(6)) },
    {
      name: 'nt 6a',
      change: allOf(ownAccount, windowsPack(6), installed('nt4-sp6a')),
    },
    { name: 'ex 0', change: allOf(ownAccount, exchangePack(0, 1960)) },
    { name: 'ex 2', change: allOf(ownAccount, exchangePack(2, 2448)) },
    {
      name: 'ex 4',
      change: allOf(ownAccount, exchangePack(4, 2653), installed('ex55-sp4')),
    },
  ],
};

function windowsPack(number: number): SceneChange {
  return allOf(
    without(/^software:nt4-sp4$/),
    holds('registry-value', {
      ...{ key: windowsNt, name: 'CSDVersion', type: 'REG_SZ', data: `Service Pack ${number}` },
    }),
  );
}

function exchangePack(number: number, build: number): SceneChange {
  return allOf(
    holds('registry-value', { key: setup, name: 'ServicePackNumber', type: 'REG_DWORD', data: number }),
    holds('registry-value', { key: setup, name: 'ServicePackBuild', type: 'REG_DWORD', data: build }),
  );
}

function installed(id: 'nt4-sp6a' | 'ex55-sp4'): SceneChange {
  return holds('software', { id, version: patchNamed(id).version });
}
