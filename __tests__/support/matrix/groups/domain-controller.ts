import { kindOf } from '../../../../src/model/kind.js';
import type { Resource } from '../../../../src/model/resource.js';
import { allOf, holds, tells, type SceneChange } from '../scene-change.js';
import { ownAccount } from './roles.js';

const domainSid = 'S-1-5-21-1060284298-1417001333-682003330';

const options = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions';

/** The server as a controller of its domain. */
export function controller(controllerRole: 'primary' | 'backup'): SceneChange {
  return allOf(
    ownAccount,
    tells({ machineSid: domainSid, controllerRole }),
    holds('registry-value', { key: options, name: 'ProductType', type: 'REG_SZ', data: 'LanmanNT' }),
    keepsTheDomain,
  );
}

/** What a domain controller keeps is the domain's, and it answers for it under its own name too. */
function keepsTheDomain(scene: Parameters<SceneChange>[0]): ReturnType<SceneChange> {
  const kept = scene.resources.flatMap(({ resource: { kind, address }, reading }) => {
    if (!['account', 'account-policy', 'group-membership'].includes(kind)) return [];
    const { authority } = address as { readonly authority: string };
    const own = kindOf({ kind }).resource({ ...(address as object), authority: 'NTEX01' });
    return authority === 'EXAMPLE' ? [{ resource: own, reading }] : [];
  });
  const isKept = ({ key }: Resource): boolean =>
    /^(account|account-policy|group-membership):ntex01\\/.test(key);
  return { ...scene, resources: [...scene.resources.filter(({ resource }) => !isKept(resource)), ...kept] };
}
