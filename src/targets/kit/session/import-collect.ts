import { defined } from '../../../defined.js';
import { discover } from '../../../discovery/discover.js';
import { saySame } from '../../../model/same-facts.js';
import { differenceOf } from '../../../model/identity.js';
import type { Access } from '../../../model/access.js';
import { DataError } from '../../../errors.js';
import { foldJournal } from '../../../journal/history.js';
import { present, unreadable } from '../../../model/reading.js';
import { namesOf, type Facts } from '../../../model/facts.js';
import { kindOf } from '../../../model/kind.js';
import { loadKinds } from '../../../resources/load-kinds.js';
import { kind as registryValue } from '../../../resources/registry-value.js';
import { byHandDriver } from '../../by-hand/by-hand.js';
import { terminalOperator } from '../../by-hand/terminal-operator.js';
import { evidenceOf, type Evidence } from '../folder/evidence.js';
import { kitKinds } from '../kinds/index.js';
import { capturedFiles, readPhase } from './results.js';
import { count } from '../../../model/words.js';
import { kitRecord } from './kit-record.js';
import type { Imported, Importing } from './importing.js';

/** Readings out of a collect kit. @throws DataError for results that are cut off, edited, stale or of another server */
export async function importCollect(importing: Importing): Promise<Imported> {
  const { path, folder, entry, files, terminal } = importing;
  const phase = readPhase(files, 'COLLECT', entry);
  if (phase.result !== 'COLLECTED') {
    return {
      kit: entry.folder,
      result: [phase.result, ...phase.about].join(' '),
      good: false,
      lines: ['The script gave up before it read anything. Mend what it names and run COLLECT.CMD again.'],
    };
  }
  const captured = capturedFiles(files, 'COLLECT', 'C', entry.captures);
  const evidence = evidenceOf(
    entry.captures.map(({ number, capture }) => {
      const bytes = captured.get(number);
      return { capture, ...defined({ bytes }) };
    }),
  );
  const look = (found: Evidence): Promise<Facts> =>
    discover({ access: accessOf(found, folder.server), now: new Date(entry.made), origin: 'capture' });
  const facts = await look(evidence);
  if (facts.name.toUpperCase() !== folder.server.toUpperCase()) {
    throw new DataError(
      `The results of ${entry.folder} are of ${facts.name}, and ${path} is about ${folder.server}. Nothing was recorded.`,
    );
  }
  if (folder.evidenceEntries.length > 0) {
    const known = await look(folder.evidence());
    const difference = differenceOf(known, facts);
    if (difference !== undefined) {
      throw new DataError(
        `The results of ${entry.folder} are of another server: ${difference}. Nothing was recorded.`,
      );
    }
  }
  const kept = folder.evidenceEntries;
  await folder.keep(entry.captures, captured);
  const server = await importing.open();
  try {
    const changed = server.journal.records.find(
      (record) =>
        record.type === 'intent' &&
        record.time > entry.made &&
        !isOfKit(server.journal.records, record.sequence),
    );
    if (changed !== undefined) {
      await folder.restore(kept);
      throw new DataError(
        `The results of ${entry.folder} are stale: the server was changed after the kit was made (record ${changed.sequence}, ` +
          `${changed.time.slice(0, 16).replace('T', ' ')} UTC). Nothing was recorded. Write a new one: batten kit export ${path} --collect.`,
      );
    }
    const seen = await askWhatWasSeen(entry.look, folder, terminal, server.facts);
    const { facts: recorded } = foldJournal(server.journal.records);
    if (recorded === undefined || !saySame(recorded, server.facts)) {
      await server.journal.append({ type: 'facts', facts: server.facts });
    }
    await server.journal.append(kitRecord(entry, 'imported', phase.result));
    await folder.setState(entry.id, 'closed');
    const left = entry.look.length - seen;
    return {
      kit: entry.folder,
      result: phase.result,
      good: true,
      lines: [
        `${count(captured.size, 'file')} of ${server.facts.name} read, ${count(seen, 'answer')} from the checklist.`,
        ...(left > 0
          ? [`${count(left, 'line')} of the checklist stay unanswered: what they ask is left alone.`]
          : []),
        `Next: batten assess --target kit:${path}, then batten kit export ${path}.`,
      ],
    };
  } finally {
    await server.close();
  }
}

/** Asks for the readings on the checklist; gives how many there were. */
async function askWhatWasSeen(
  look: readonly Importing['entry']['look'][number][],
  folder: Importing['folder'],
  terminal: Importing['terminal'],
  facts: Facts,
): Promise<number> {
  if (look.length === 0 || !terminal.interactive) return 0;
  const message = `Enter ${count(look.length, 'reading')} from the checklist now?`;
  if ((await terminal.confirm({ message, answer: 'the checklist' }, false)) !== true) return 0;
  await loadKinds(look.map(({ kind }) => kind));
  const driver = byHandDriver(terminalOperator(terminal), { names: () => namesOf(facts) });
  let seen = 0;
  for (const resource of look) {
    const [reading = unreadable('not answered')] = await driver.read([resource]);
    if (reading.state === 'unreadable') continue;
    const value = reading.state === 'present' ? present(kindOf(resource).value(reading.value)) : reading;
    await folder.keepSeen(resource, value);
    seen++;
  }
  return seen;
}

const isOfKit = (records: readonly { readonly type: string }[], sequence: number): boolean =>
  records.some(
    (record) =>
      record.type === 'outcome' &&
      'intent' in record &&
      record.intent === sequence &&
      'outcome' in record &&
      record.outcome === 'carried',
  );

/** What discovery needs to read, out of captures that are not kept yet. */
const accessOf = (evidence: Evidence, name: string): Access => ({
  read: (resources) =>
    Promise.resolve(
      resources.map((resource) =>
        resource.kind === registryValue.name
          ? (kitKinds.get(resource.kind)?.read(resource, evidence, { name }) ?? unreadable('no such kind'))
          : unreadable('not read'),
      ),
    ),
  write: () => Promise.reject(new DataError('Results are read only.')),
});
