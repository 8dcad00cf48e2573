import { patches } from '../../patches/catalogue.js';
import type { Sign } from '../../patches/patch.js';
import { present, type Json } from '../../model/reading.js';
import { kind as registryValue } from '../../resources/registry-value.js';
import { kind as software } from '../../resources/software.js';
import type { StoredReading } from '../store.js';

/** The signs in the registry by which a patch is recognised are what its simulated installation leaves there. */
export const installsOfPatches = (): ReadonlyMap<string, readonly StoredReading[]> =>
  new Map(
    patches.map(({ id, signs }) => [
      software.resource({ id }).key,
      signs.flatMap((sign) => left(sign) ?? []),
    ]),
  );

function left(sign: Sign): StoredReading | undefined {
  if ('anyKey' in sign) return stored(sign.anyKey[0], 'Installed', 1);
  if (!('registry' in sign)) return undefined;
  return stored(sign.registry, sign.name, 'data' in sign ? sign.data : `;SP1;${sign.contains};`);
}

const stored = (key: string, name: string, data: string | number): StoredReading => {
  const type = typeof data === 'number' ? 'REG_DWORD' : 'REG_SZ';
  const { resource, reading } = registryValue.entry({ key, name, type, data });
  return { resource, reading: reading.state === 'present' ? present<Json>(reading.value) : reading };
};
