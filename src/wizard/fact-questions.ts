import { givenFacts, type AskedFact, type GivenFacts } from '../discovery/asked-facts.js';
import type { Json } from '../model/reading.js';
import type { LookUp } from './decider.js';
import { back, type Terminal } from '../terminal/port.js';

/** Asks for facts one by one, accounts by name where the server can look them up. Nobody has to know them: the steps then say what they cannot do. */
export async function askFacts(
  terminal: Terminal,
  asked: readonly AskedFact[],
  lookUp?: LookUp,
): Promise<GivenFacts> {
  terminal.say(
    'A few things that no reading tells; ? says where to find them, and unknown is an answer.',
    '',
  );
  const given: Record<string, Json> = {};
  for (const fact of asked) {
    const answer =
      fact.type === 'yes or no' ? await choose(terminal, fact) : await write(terminal, fact, lookUp);
    if (answer !== undefined) given[fact.member] = answer;
  }
  return givenFacts.parse(given);
}

async function choose(
  terminal: Terminal,
  { member, question, how }: AskedFact,
): Promise<boolean | undefined> {
  const answer = await terminal.select<boolean | 'unknown'>(
    { message: question, answer: `facts.${member}`, help: [how] },
    [
      { value: 'unknown', name: 'Not known' },
      { value: false, name: 'No' },
      { value: true, name: 'Yes' },
    ],
  );
  return answer === 'unknown' || answer === back ? undefined : answer;
}

async function write(
  terminal: Terminal,
  fact: AskedFact,
  lookUp: LookUp | undefined,
): Promise<Json | undefined> {
  const { member, question, how, type } = fact;
  const byName = type === 'sid' && lookUp !== undefined;
  for (;;) {
    const text = await terminal.text({
      message: `${question}${byName ? ', or its name' : ''} (empty if not known)`,
      answer: `facts.${member}`,
      help: [how],
      check: (given) => given.trim() === '' || byName || (problemOf(fact, valueOf(given, type)) ?? true),
    });
    if (text === back || text.trim() === '') return undefined;
    if (!byName) return valueOf(text, type);
    const found = await lookUp(text);
    const problem = 'problem' in found ? found.problem : problemOf(fact, found.sid);
    if ('sid' in found && problem === undefined) return found.sid;
    terminal.say(problem ?? 'that does not fit', '');
  }
}

function valueOf(text: string, type: AskedFact['type']): Json {
  if (type === 'sid') return text.trim();
  return text.trim().toLowerCase() === 'none' ? [] : text.trim().split(/\s*,\s*/);
}

/** Why a fact cannot be this; undefined where it can. */
function problemOf({ member }: AskedFact, value: Json): string | undefined {
  const result = givenFacts.safeParse({ [member]: value });
  return result.success ? undefined : (result.error.issues[0]?.message ?? 'that does not fit');
}
