import fc from 'fast-check';

const letters = ['a', 'b', 'c', 'X', 'Y', 'Z', '0', '1', '9', 'Ä', 'é', 'Ж', '東'];
const blank = ' ';
const signs = `%&|<>^'"\`$!#@~;,=()[]{}*?:.-_+/\\`.split('');
const invisible = ['\n', '\r', '\t', '\0', '\u001b', '\u0085', '\u200b', '\u202e', '\ud800', '😀'];

/** Anything that a text can hold: controls, marks that turn the direction of writing, half characters. */
export const anyText = (maxLength = 12): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters, blank, ...signs, ...invisible), maxLength });

/** One line without controls, never empty and without blanks at its ends. */
export const lineText = (without = '', maxLength = 12): fc.Arbitrary<string> =>
  fc
    .string({
      unit: fc.constantFrom(...[...letters, blank, ...signs].filter((one) => !without.includes(one))),
      minLength: 1,
      maxLength,
    })
    .filter((text) => text === text.trim());

/** Small letters and digits with hyphens between, as Batten names things itself. */
export const ownName: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('nt4', 'sp6a', 'a', 'scan', 'x9'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('-'));

/** The name of a server or domain. */
export const authority: fc.Arbitrary<string> = lineText('\\/"', 15);

/** An object whose last members may be missing; those are left out, as JSON leaves them out. */
export const members = <All extends object>(
  all: { readonly [Name in keyof All]-?: fc.Arbitrary<Exclude<All[Name], undefined>> },
  requiredKeys: readonly (keyof All)[],
): fc.Arbitrary<All> => fc.record(all, { requiredKeys: [...requiredKeys], noNullPrototype: true });

const ofMachine = fc.nat(0xffffffff).map((rid) => `S-1-5-21-1-2-3-${rid}`);

/** A SID in capitals, well-known or of an account. */
export const sid: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('S-1-1-0', 'S-1-5-18', 'S-1-5-11', 'S-1-5-32-544', 'S-1-5-32-551'),
  ofMachine,
);

export const sids: fc.Arbitrary<readonly string[]> = fc.uniqueArray(sid, { maxLength: 4 });

const aceType = fc.constantFrom('A', 'A', 'A', 'D', 'a', 'AU');
const aceFlags = fc.constantFrom('', 'OICI', 'CIOI', 'CI', 'OIIO', 'OICIIONP', 'ID');
const aceRights = fc.oneof(
  fc.constantFrom(
    'GA',
    'GR',
    'GRGX',
    'FA',
    'KA',
    'KR',
    '0x1f01ff',
    '0x1301bf',
    '0x1200a9',
    '0x20019',
    '2032127',
  ),
  fc.nat(0xffffffff).map((mask) => `0x${mask.toString(16)}`),
);
const aceTrustee = fc.oneof(sid, fc.constantFrom('WD', 'BA', 'SY', 'CO', 'DA', 'S-1-5-21-1-2-3-500'));

const ace: fc.Arbitrary<string> = fc
  .tuple(aceType, aceFlags, aceRights, aceTrustee)
  .map(([type, flags, rights, trustee]) => `(${type};${flags};${rights};;;${trustee})`);

/** A security descriptor: with an owner or none, a list, an empty list or none, and audit entries. */
export const sddl: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'O:BA', 'O:S-1-5-32-544G:SY'),
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(fc.constantFrom('', 'P', 'PAI', 'AI'), fc.array(ace, { maxLength: 4 })),
      },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant(['NO_ACCESS_CONTROL', []] as const) },
    ),
    fc.constantFrom('', 'S:(AU;FA;GA;;;WD)'),
  )
  .map(([head, list, tail]) => head + (list === undefined ? '' : `D:${list[0]}${list[1].join('')}`) + tail);

/** Whom a step wants to have access, and whom not; somebody at least. */
export const grantedAccess = fc
  .record({ full: sids, read: sids, none: sids }, { requiredKeys: [], noNullPrototype: true })
  .filter((access) => Object.values(access).some((named) => named.length > 0));

export const upperAndLower = (text: string): readonly string[] => [text.toUpperCase(), text.toLowerCase()];
