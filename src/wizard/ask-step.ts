import { back, type Choice, type Terminal } from '../terminal/port.js';
import type { StepDecision, StepPage } from './decider.js';
import { askOptions, optionFields } from './option-questions.js';
import { commandLines, explainLines } from './screens/explain.js';
import { stepLines } from './screens/step-page.js';

type Menu =
  'apply' | 'details' | 'explain' | 'commands' | 'skip' | 'waive' | 'back' | 'stop' | 'take-back' | 'go-on';

/** Shows a step and asks what to do with it until that is decided. */
export async function askStep(terminal: Terminal, page: StepPage): Promise<StepDecision> {
  const { finding } = page;
  terminal.say(...stepLines(page, terminal.width));
  for (;;) {
    const choice = await terminal.select(
      { message: 'What now?', answer: `steps.${finding.step.id}.do` },
      menu(page),
    );
    switch (choice) {
      case 'explain':
        terminal.say(...explainLines(finding, terminal.width));
        continue;
      case 'commands':
        terminal.say(...commandLines(finding, page.names, terminal.width));
        continue;
      case 'details': {
        const options = await askOptions(terminal, finding.step, finding.options, page.lookUp);
        if (options === back) continue;
        return { decision: 'options', options };
      }
      case 'waive': {
        const waiver = await askWaiver(terminal, finding.step.id);
        if (waiver === undefined) continue;
        return { decision: 'waive', ...waiver };
      }
      case back:
        return { decision: 'back' };
      default:
        return { decision: choice };
    }
  }
}

function menu({ finding, history, drift }: StepPage): readonly Choice<Menu>[] {
  const details = optionFields(finding.step).length > 0;
  const applied = (history?.standing.length ?? 0) > 0;
  return [
    ...(finding.changes.length > 0 && finding.barred !== true
      ? [{ value: 'apply', name: drift === undefined ? 'Apply' : 'Put it back' } as const]
      : []),
    ...(details
      ? [{ value: 'details', name: 'Details', hint: 'change what the step is told' } as const]
      : []),
    ...(history === undefined ? [] : [{ value: 'go-on', name: 'Go on', hint: 'leave it as it is' } as const]),
    ...(applied ? [{ value: 'take-back', name: 'Take it back' } as const] : []),
    { value: 'explain', name: 'Explain', hint: 'why, sources, what others saw' },
    { value: 'commands', name: 'Show the commands', hint: 'to do it by hand at the console' },
    ...(history === undefined
      ? [{ value: 'skip', name: drift === undefined ? 'Skip for now' : 'Leave it as it is now' } as const]
      : []),
    { value: 'waive', name: 'Waive', hint: 'record why not, and until when' },
    { value: 'back', name: 'Back' },
    { value: 'stop', name: 'Stop here' },
  ];
}

async function askWaiver(
  terminal: Terminal,
  id: string,
): Promise<{ reason: string; until?: string } | undefined> {
  const reason = await askReason(terminal, 'Why not?', `steps.${id}.reason`);
  if (reason === undefined) return undefined;
  const until = await terminal.text({
    message: 'Until when? (year-month-day, empty for no end)',
    answer: `steps.${id}.until`,
    check: (text) =>
      text.trim() === '' ||
      (/^\d{4}-\d{2}-\d{2}$/.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()))) ||
      'a day such as 2027-01-31',
  });
  if (until === back) return undefined;
  return until.trim() === '' ? { reason } : { reason, until: until.trim() };
}

/** A sentence for the record; undefined where the operator went back. */
export async function askReason(
  terminal: Terminal,
  message: string,
  answer: string,
): Promise<string | undefined> {
  const reason = await terminal.text({
    message,
    answer,
    check: (text) => text.trim().length >= 3 || 'a reason somebody can read in a year',
  });
  return reason === back ? undefined : reason.trim();
}
