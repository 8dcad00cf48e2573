import { givenFacts, type AskedFact, type GivenFacts } from '../discovery/asked-facts.js';
import type { Json } from '../model/reading.js';
import { back, type Terminal } from '../terminal/port.js';

/** Asks for facts one by one. Nobody has to know them: the steps then say what they cannot do. */
export async function askFacts(terminal: Terminal, asked: readonly AskedFact[]): Promise<GivenFacts> {
  terminal.say(
    'A few things that no reading tells; ? says where to find them, and unknown is an answer.',
    '',
  );
  const given: Record<string, Json> = {};
  for (const fact of asked) {
    const answer = fact.type === 'yes or no' ? await choose(terminal, fact) : await write(terminal, fact);
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

async function write(terminal: Terminal, fact: AskedFact): Promise<Json | undefined> {
  const { member, question, how, type } = fact;
  const valueOf = (text: string): Json => {
    if (type === 'sid') return text.trim();
    return text.trim().toLowerCase() === 'none' ? [] : text.trim().split(/\s*,\s*/);
  };
  const text = await terminal.text({
    message: `${question} (empty if not known)`,
    answer: `facts.${member}`,
    help: [how],
    check(given) {
      if (given.trim() === '') return true;
      const result = givenFacts.safeParse({ [member]: valueOf(given) });
      return result.success || (result.error.issues[0]?.message ?? 'that does not fit');
    },
  });
  return text === back || text.trim() === '' ? undefined : valueOf(text);
}
