import type { HandText } from '../../model/hand-text.js';
import { propertyName, type MetabaseData } from './data.js';
import type { Absent, Present } from '../../model/reading.js';
import { windowOf } from './windows.js';

interface Place {
  readonly path: string;
  readonly id: number;
}

// The script of IIS 4.0 lies here and needs cscript of the Option Pack (Q240225)
const adsutil = 'cscript //nologo %SystemRoot%\\System32\\inetsrv\\adminsamples\\adsutil.vbs';

const unnamed = ({ path, id }: Place): HandText => ({
  clicks: [
    `adsutil.vbs has no name for property ${id}: use MetaEdit or mdutil.exe of the Option Pack CD at ${path} (Q240225).`,
  ],
});

/** How a metabase value is seen on the console. */
export function lookAtMetabase(place: Place): HandText {
  const name = propertyName(place.id);
  if (name === undefined) return unnamed(place);
  return {
    clicks: [
      ...(windowOf(place)?.open ?? []),
      'The window does not tell what is set here from what is inherited; the command does, and its answer is what counts.',
    ],
    typed: [`${adsutil} GET ${quoted(`${nodeOf(place.path)}/${name}`)}`],
    notes: [
      // The script's exit code is negative then, which IF ERRORLEVEL 1 of NT 4.0 takes for success
      `If it prints that ${name} is not set at this node, the answer is: not there. The value that counts is inherited then; go by the words, not by the exit code.`,
    ],
  };
}

/** How a metabase value is set on the console, or taken out so that the inherited one counts again. */
export function changeInMetabase(place: Place, to: Present<MetabaseData> | Absent): HandText {
  const name = propertyName(place.id);
  if (name === undefined) return unnamed(place);
  const target = quoted(`${nodeOf(place.path)}/${name}`);
  if (to.state === 'absent') {
    return {
      clicks: ['No window takes a value out, so that the inherited one counts again: only the command does.'],
      typed: [`${adsutil} GET ${target}`],
      notes: [
        `Only if that prints a value type ${adsutil} DELETE ${target}`,
        'DELETE with a path that ends in anything but a property that is set deletes a whole virtual directory.',
      ],
    };
  }
  const words = wordsOf(to.value);
  const clicks = windowOf(place)?.set(to.value);
  if (words === undefined) {
    return {
      clicks: [
        ...(clicks ?? []),
        `Or set ${name} at ${nodeOf(place.path)} with MetaEdit: it cannot be typed at a command prompt.`,
      ],
    };
  }
  return {
    clicks: clicks ?? [`No window of Internet Service Manager has ${name}: it is set at the command prompt.`],
    typed: [`${adsutil} SET ${target} ${words}`, `${adsutil} GET ${target}`],
    notes: [
      'The second line shows what is set then.',
      ...(words.includes('%') ? ['In a batch file write each percent sign twice.'] : []),
    ],
  };
}

/** `/LM/W3SVC/1` is `W3SVC/1` for adsutil. */
const nodeOf = (path: string): string => path.replace(/^\/LM\//i, '');

const quoted = (words: string): string => (/[\s&^<>|%]/.test(words) ? `"${words}"` : words);

function wordsOf({ type, data }: MetabaseData): string | undefined {
  if (type === 'BINARY') return undefined;
  if (typeof data === 'number') return String(data);
  const items = typeof data === 'string' ? [data] : data;
  if (items.some((item) => /["\p{Cc}]/u.test(item))) return undefined;
  // One argument an entry; a single empty one clears a list
  return items.length === 0 ? '""' : items.map((item) => `"${item}"`).join(' ');
}
