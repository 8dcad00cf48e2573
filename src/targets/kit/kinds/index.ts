import { accountKit } from './account.js';
import { accountPolicyKit } from './account-policy.js';
import { directoryAttributeKit } from './directory-attribute.js';
import { metabaseValueKit } from './metabase-value.js';
import { registryValueKit } from './registry-value.js';
import { serviceKit } from './service.js';
import type { KitKind } from './kit-kind.js';

/** The kinds that a kit reads and changes by itself; all others stand on its checklist. */
export const kitKinds: ReadonlyMap<string, KitKind> = new Map([
  ['registry-value', registryValueKit],
  ['service', serviceKit],
  ['account', accountKit],
  ['account-policy', accountPolicyKit],
  ['metabase-value', metabaseValueKit],
  ['directory-attribute', directoryAttributeKit],
]);
