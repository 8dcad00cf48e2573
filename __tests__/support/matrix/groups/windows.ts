import type { CombinationGroup } from '../combination.js';
import { allOf, holds, noDomain, type SceneChange } from '../scene-change.js';
import { controller } from './domain-controller.js';
import { exchangeRunsAs, ownAccount } from './roles.js';

const options = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions';

export const windows: CombinationGroup = {
  name: 'windows',
  about: [
    'member: a member of a domain whose controllers answer; mute: none of them does.',
    'alone: in no domain, Exchange under an account of the server itself. primary, backup: a domain controller.',
    'terminal: Terminal Server Edition with Service Pack 4. cluster: one node of a cluster.',
  ],
  combinations: [
    { name: 'member', change: ownAccount },
    { name: 'mute', change: ownAccount, hidden: /^(account|account-policy|group-membership):example\\/ },
    {
      name: 'alone',
      change: allOf(noDomain, exchangeRunsAs('.\\ExchSrv'), localService, ownGroups('NTEX01')),
    },
    { name: 'primary', change: controller('primary') },
    { name: 'backup', change: controller('backup') },
    {
      name: 'terminal',
      change: allOf(
        ownAccount,
        holds('registry-value', {
          ...{ key: options, name: 'ProductSuite', type: 'REG_MULTI_SZ', data: ['Terminal Server'] },
        }),
      ),
    },
    {
      name: 'cluster',
      change: allOf(
        ownAccount,
        holds('service', { name: 'ClusSvc', start: 'automatic', state: 'running', account: 'LocalSystem' }),
      ),
    },
  ],
};

function localService(scene: Parameters<SceneChange>[0]): ReturnType<SceneChange> {
  const sid = `${scene.server.machineSid}-1010`;
  const { population } = scene;
  const known = { sid, name: 'NTEX01\\ExchSrv', kind: 'user' } as const;
  return holds('account', {
    ...{ authority: 'NTEX01', rid: 1010, name: 'ExchSrv', disabled: false, passwordNeverExpires: true },
    ...{ passwordNotRequired: false, lockedOut: false },
  })({ ...scene, population: { ...population, principals: [...population.principals, known] } });
}

/** Without anybody of a domain. */
function ownGroups(authority: string): SceneChange {
  return (scene) => {
    const own = scene.server.machineSid;
    return allOf(
      holds('group-membership', {
        ...{ authority, sid: 'S-1-5-32-544', members: [`${own}-500`, `${own}-1003`, `${own}-1010`] },
      }),
      holds('group-membership', { authority, sid: 'S-1-5-32-551', members: [] }),
    )(scene);
  };
}
