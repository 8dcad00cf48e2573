import { present, type Json } from '../../../../src/model/reading.js';
import { kind as accountKind } from '../../../../src/resources/account.js';
import { allOf, holds, type SceneChange } from '../scene-change.js';

/** Names on a server set up from a French CD (windows-nt4, surprises), by SID; nothing else differs. */
const names: Readonly<Record<string, string>> = {
  'S-1-1-0': 'Tout le monde',
  'S-1-5-32-544': 'BUILTIN\\Administrateurs',
  'S-1-5-32-545': 'BUILTIN\\Utilisateurs',
  'S-1-5-32-546': 'BUILTIN\\Invités',
  'S-1-5-32-551': 'BUILTIN\\Opérateurs de sauvegarde',
  'S-1-5-21-1284227242-1935655697-725345543-500': 'NTEX01\\Administrateur',
  'S-1-5-21-1284227242-1935655697-725345543-501': 'NTEX01\\Invité',
  'S-1-5-21-1060284298-1417001333-682003330-500': 'EXAMPLE\\Administrateur',
  'S-1-5-21-1060284298-1417001333-682003330-501': 'EXAMPLE\\Invité',
  'S-1-5-21-1060284298-1417001333-682003330-512': 'EXAMPLE\\Admins du domaine',
};

const language = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\Language';

/** The same server set up from a French CD. */
export const french: SceneChange = (scene) =>
  allOf(
    holds('registry-value', { key: language, name: 'InstallLanguage', type: 'REG_SZ', data: '040c' }),
    ...['NTEX01', 'EXAMPLE'].flatMap((authority) => [
      accountNamed(authority, 500, 'Administrateur'),
      accountNamed(authority, 501, 'Invité'),
    ]),
  )({
    ...scene,
    population: {
      ...scene.population,
      principals: scene.population.principals.map((one) => ({ ...one, name: names[one.sid] ?? one.name })),
    },
  });

function accountNamed(authority: string, rid: number, name: string): SceneChange {
  return (scene) => ({
    ...scene,
    resources: scene.resources.map((entry) => {
      const found =
        entry.resource.key === accountKind.resource({ authority, rid }).key &&
        accountKind.typed(entry.reading);
      return found !== false && found.state === 'present'
        ? { ...entry, reading: present<Json>({ ...found.value, name }) }
        : entry;
    }),
  });
}
