import type { ServerRole, Step } from './step.js';
import type { Effect, Reversibility } from './effect.js';
import type { StepOutcome } from './outcome.js';

// By hand: the first date that Intl formats costs a short command a tenth of its time.
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Fri 27 Nov 17:40`, in the workstation's own time zone. */
export function dayAndTime(date: Date): string {
  const [day, month] = [days[date.getDay()] ?? '', months[date.getMonth()] ?? ''];
  return `${day} ${date.getDate()} ${month} ${clockTime(date).slice(0, 5)}`;
}

/** `17:42:10` */
export const clockTime = (date: Date): string => date.toTimeString().slice(0, 8);

/** `2 d 4 h`, `3 h 10 min`, `5 min`: never rounded up. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

export function effectWords(effect: Effect): string {
  if (effect === 'at once') return 'at once';
  return effect === 'reboot' ? 'after a reboot' : `after a restart of ${effect.restart.join(', ')}`;
}

/** `Windows security, article line 29` */
export const placeOf = ({ section, line }: Step): string =>
  line === undefined ? section : `${section}, article line ${line}`;

const roleWords: Readonly<Record<ServerRole, string>> = {
  iis: 'IIS',
  'outlook-web-access': 'Outlook Web Access',
  exchange: 'the services of Exchange',
  'internet-mail': 'the Internet Mail Service',
};

/** `IIS`, `the services of Exchange or Outlook Web Access` */
export const rolesWords = (roles: readonly ServerRole[]): string =>
  roles.map((role) => roleWords[role]).join(' or ');

export const undoWords: Readonly<Record<Reversibility, string>> = {
  automatic: 'automatic',
  guided: 'guided: done by hand with instructions, checked by Batten',
  irreversible: 'irreversible: only a backup brings back what was there',
  none: 'nothing on the server is changed',
};

/** How a step stands, in words that keep the outcomes apart. */
export const outcomeWords: Readonly<Record<StepOutcome, string>> = {
  verified: 'verified',
  ineffective: 'ineffective: written, reads different',
  failed: 'failed',
  unverified: 'unverified: cannot be read back',
  attested: "by the operator's word",
  partly: 'partly',
  drifted: 'changed since',
  carried: 'on a kit, results not back',
  'not-applicable': 'not applicable',
  waived: 'waived',
  skipped: 'skipped',
  undone: 'undone',
  'undone-with-residue': 'undone with residue',
  'undo-failed': 'undo failed, still open',
};
