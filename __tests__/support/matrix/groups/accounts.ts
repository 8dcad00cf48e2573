import type { CombinationGroup } from '../combination.js';
import { allOf, holds, type SceneChange } from '../scene-change.js';
import { exchangeRunsAs, ownAccount } from './roles.js';

const domainSid = 'S-1-5-21-1060284298-1417001333-682003330';

const noSsl = { internetMailServiceUsesSsl: false };

export const accounts: CombinationGroup = {
  name: 'accounts',
  about: [
    'What the services of Exchange log on as. SSL is not used by the Internet Mail Service.',
    'own: an account of its own, an administrator. plain: the same, and no administrator.',
    'mixed: the scene of the lab, where the Internet Mail Service logs on as the administrator of the domain.',
    'built-in: the administrator of the domain; local: that of the server; person: an administrator of the domain; system: LocalSystem.',
    'own kit, own hand: as own, seen by a kit, and by a person at the console.',
    'nested: a group in Domain Admins has members that nobody thinks of.',
  ],
  combinations: [
    { name: 'own', change: ownAccount, given: noSsl },
    { name: 'plain', change: allOf(ownAccount, plain), given: noSsl },
    { name: 'mixed', change: allOf(), given: noSsl },
    { name: 'built-in', change: exchangeRunsAs('EXAMPLE\\Administrator'), given: noSsl },
    { name: 'local', change: exchangeRunsAs('.\\Administrator'), given: noSsl },
    { name: 'person', change: exchangeRunsAs('EXAMPLE\\mailadmin'), given: noSsl },
    { name: 'system', change: exchangeRunsAs('LocalSystem'), given: noSsl },
    { name: 'own kit', change: ownAccount, given: noSsl, way: 'kit' },
    { name: 'own hand', change: ownAccount, given: noSsl, way: 'by hand' },
    { name: 'nested', change: allOf(ownAccount, nested), given: noSsl },
  ],
};

function plain(scene: Parameters<SceneChange>[0]): ReturnType<SceneChange> {
  const own = scene.server.machineSid;
  return holds('group-membership', {
    ...{ authority: 'NTEX01', sid: 'S-1-5-32-544', name: 'Administrators' },
    members: [`${own}-500`, `${domainSid}-512`, `${own}-1003`],
  })(scene);
}

function nested(scene: Parameters<SceneChange>[0]): ReturnType<SceneChange> {
  return allOf(
    holds('group-membership', {
      ...{ authority: 'EXAMPLE', sid: `${domainSid}-512`, name: 'Domain Admins' },
      members: [`${domainSid}-500`, `${domainSid}-1021`],
    }),
  )(scene);
}
