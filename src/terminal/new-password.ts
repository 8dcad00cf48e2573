import { back, type Back, type Terminal, type TextQuestion } from './port.js';

/** A password that is new, typed twice until both are the same; `back` where somebody goes back from the first question. */
export async function askNewPassword(terminal: Terminal, question: TextQuestion): Promise<string | Back> {
  for (;;) {
    const first = await terminal.secret(question);
    if (first === back) return back;
    const { answer } = question;
    const again = await terminal.secret({ message: 'The same password again', answer });
    if (again === back) continue;
    if (again === first) return first;
    terminal.say('The two passwords differ.');
  }
}
