import { describe, expect, it } from '@jest/globals';
import { UnansweredError } from '../../../src/errors.js';
import { agreeToChangeKit } from '../../../src/commands/kit/questions.js';
import { back } from '../../../src/terminal/port.js';
import { scriptedTerminal, type Answer } from '../../support/scripted-terminal.js';
import { smallStep } from '../../support/small-server.js';

const plain = smallStep('one-value', ['First']);
const risky = smallStep('risky', ['First'], { risky: true });
const irreversible = smallStep('for-ever', ['First'], { reversibility: 'irreversible' });

const agreement = { steps: [plain], server: 'NTEX01', consent: undefined, yes: false };
const typing = (...typed: readonly Answer[]) =>
  scriptedTerminal({ 'consent: NTEX01': typed, '--yes': [true] });

describe('a change kit', () => {
  it('is agreed to once', async () => {
    expect(await agreeToChangeKit(agreement, scriptedTerminal({ '--yes': [true] }))).toBe(true);
    expect(await agreeToChangeKit(agreement, scriptedTerminal({ '--yes': [false] }))).toBe(false);
    expect(await agreeToChangeKit({ ...agreement, yes: true }, scriptedTerminal({}))).toBe(true);
  });

  it.each([risky, irreversible])("with $id wants the server's name typed, --yes or not", async (step) => {
    const grave = { ...agreement, steps: [plain, step] };
    expect(await agreeToChangeKit(grave, typing(' ntex01 '))).toBe(true);
    expect(await agreeToChangeKit({ ...grave, yes: true }, typing('NTEX02'))).toBe(false);
    expect(await agreeToChangeKit(grave, typing(back))).toBe(false);
  });

  it('takes the consent of the answers file, and names it where nobody is there', async () => {
    const grave = { ...agreement, steps: [risky], yes: true };
    const nobody = scriptedTerminal({}, { interactive: false });
    expect(await agreeToChangeKit({ ...grave, consent: 'NTEX01' }, nobody)).toBe(true);
    await expect(agreeToChangeKit({ ...grave, consent: 'NTEX02' }, nobody)).rejects.toThrow(UnansweredError);
    await expect(agreeToChangeKit(grave, nobody)).rejects.toThrow('risky may cut something off');
  });
});
