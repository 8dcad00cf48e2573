import { key, type Terminal } from './terminal.js';

/** What is pressed when the last question on the screen matches. */
type Reply = readonly [question: RegExp, keys: string];

/** What an operator answers who applies everything. */
const replies: readonly Reply[] = [
  [/Go through these steps\?/, key.enter],
  [/Is it so\? \(y\/N\)/, `y${key.enter}`],
  [/Type the server's name/, `NTEX01${key.enter}`],
  [/Restart the simulated server now\?/, `y${key.enter}`],
  [/What of the rest\?/, key.down + key.enter],
  [/Why not in the order of the article\?/, `practice only${key.enter}`],
  [/Why does the rest of \S+ stay so\?/, `practice only${key.enter}`],
  [/> Stop here\s+batten goes on from here later/, key.down + key.enter],
  // Nothing to apply: only a person can give a service another account.
  [/> Explain[\s\S]*Skip for now/, key.down + key.down + key.enter],
  [/> Details/, key.enter],
  [/\? (SID of|Other Exchange servers)/, key.enter],
  [/> Not known/, key.enter],
  [/Fully qualified name/, `owa.example.com${key.enter}`],
  [/Country, two letters/, `US${key.enter}`],
  [/Password for what certificate-request makes/, `practice password${key.enter}`],
  [/The same password again/, `practice password${key.enter}`],
  [/\? (Organization|State or province|City or locality)/, `Example${key.enter}`],
  [/\? [A-Z][^\n]*$/m, key.enter],
];

/** The keys that lead from the marked line of a step's menu to Skip for now. */
function skipping(menu: string): string {
  const lines = menu.split('\n');
  const marked = lines.findIndex((line) => /^ *> /.test(line));
  const wanted = lines.findIndex((line) => line.includes('Skip for now'));
  return key.down.repeat(Math.max(0, wanted - marked)) + key.enter;
}

/** Answers whatever is asked until the words appear on the screen. */
export async function drive(terminal: Terminal, until: RegExp, limitMs = 280_000): Promise<void> {
  const end = Date.now() + limitMs;
  let answered = '';
  const typed = new Set<string>();
  const menus = new Map<string, number>();
  while (Date.now() < end) {
    const screen = terminal.screen();
    if (until.test(screen)) return;
    const tail = screen.split('\n').slice(-16).join('\n');
    const question = tail.slice(tail.lastIndexOf('\n? ') + 1);
    const settled = /\? [^\n]*$/m.test(question) && screen !== answered;
    if (settled && question.startsWith('? ')) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (terminal.screen() !== screen) continue;
      // A question that is answered keeps its words; then the cursor stands on the empty line below.
      const menu = /^ {0,2}> \S/m.test(question);
      // A menu that was answered is closed, also while the cursor stands on the progress that is drawn below it.
      const open = menu || (terminal.cursorLine() !== '' && !/^\? What (now|of the rest)\?/.test(question));
      const reply = open ? replies.find(([asked]) => asked.test(question)) : undefined;
      // What was typed stays on the screen as a question until the next one comes, drawn a little otherwise.
      const prompt = question.slice(0, 40);
      if (reply !== undefined && !typed.has(prompt)) {
        if (/^\w{3}/.test(reply[1])) typed.add(prompt);
        answered = screen;
        const step = /.*Step \d+ of \d+ +(\S+)/s.exec(screen)?.[1] ?? '';
        const times = question.includes('Skip for now') ? (menus.get(step) ?? 0) + 1 : 0;
        if (times > 0) menus.set(step, times);
        // Neither its details nor Apply led on: the step is barred, or stands on one that is left open.
        terminal.write(times > 2 ? skipping(question) : reply[1]);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never came to ${String(until)}; screen:\n${terminal.screen()}`);
}
