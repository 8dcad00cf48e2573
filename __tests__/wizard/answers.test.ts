import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { answersText, noAnswers, readAnswers, type Answers } from '../../src/wizard/answers.js';
import { everyStep } from '../../steps/catalogue.js';
import { temporaryFolder } from '../support/folder.js';

async function file(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'answers.yaml');
  await writeFile(path, text);
  return path;
}

const read = async (text: string): Promise<Answers> => readAnswers(await file(text), everyStep);

it('fills in what an answers file leaves out', async () => {
  expect(await read('format: 1\nsteps:\n  services: {}\n')).toEqual({
    ...noAnswers,
    steps: { services: { do: 'apply', attest: false } },
  });
});

it('takes a password file from where the answers file stands', async () => {
  const path = await file('format: 1\nsteps:\n  services: { passwordFile: pw.txt }\n');
  await writeFile(join(path, '..', 'pw.txt'), 'a password for tests');
  const { steps } = await readAnswers(path, everyStep);
  expect(steps['services']?.passwordFile).toBe(join(path, '..', 'pw.txt'));
});

it.each([
  [
    'an unknown step',
    'format: 1\nsteps:\n  no-such-step: {}\n',
    'at steps: no step is called no-such-step; see batten steps list',
  ],
  ['an unknown member', 'format: 1\nstep: {}\n', 'does not fit'],
  [
    'a decision that is none',
    'format: 1\nsteps:\n  services: { do: maybe }\n',
    'does not fit at steps.services.do',
  ],
  ['a day that is none', 'format: 1\nsteps:\n  services: { until: 2027-02-31 }\n', 'at steps.services.until'],
  ['another format', 'format: 2\n', 'does not fit at format'],
  ['no YAML', 'format: [\n', 'cannot be read'],
])('refuses %s and names it', async (_, text, words) => {
  await expect(read(text)).rejects.toThrow(words);
});

it.each([
  [
    'a number in words',
    'password-policy: { options: { minimumLength: eight } }',
    'at steps.password-policy.options.minimumLength: Invalid input: expected number, received string (Minimum password length: 6 to 14)',
  ],
  [
    'a number out of its range',
    'password-policy: { options: { minimumLength: 99 } }',
    'at steps.password-policy.options.minimumLength: NT 4.0 stores at most 14 characters (Minimum password length: 6 to 14)',
  ],
  [
    'an option that the step does not have',
    'password-policy: { options: { length: 9 } }',
    /at steps.password-policy.options: Unrecognized key: "length"; its options are minimumLength, /,
  ],
  [
    'options of a step without any',
    'physical-security: { options: { locked: true } }',
    'physical-security has no options',
  ],
  ['options that are none', 'services: { options: all }', 'at steps.services.options: options by name'],
  [
    'a waiver without a reason',
    'services: { do: waive }',
    'at steps.services.reason: a waiver needs a reason',
  ],
  [
    'a password file that is not there',
    'certificate-request: { passwordFile: none.txt }',
    /at steps.certificate-request.passwordFile: .*none.txt cannot be read \(ENOENT\)/,
  ],
])('refuses %s and says what was wanted', async (_, step, words) => {
  await expect(read(`format: 1\nsteps:\n  ${step}\n`)).rejects.toThrow(words);
});

it('names all that does not fit at once', async () => {
  const text = `format: 1
facts: { domainSid: me, colour: red }
letSoakPass: perhaps
steps:
  nonsense: {}
  services: { do: maybe }
  password-policy: { options: { minimumLength: eight, age: 1 } }
  guest-account: { attest: 1 }
`;
  const places = [
    /does not fit at 8 places: \(1\) letSoakPass: /,
    /facts.domainSid: a SID such as/,
    /facts: Unrecognized key: "colour"/,
    /steps.services.do: /,
    /steps.password-policy.options.minimumLength: /,
    /steps.password-policy.options: Unrecognized key: "age"/,
    /steps.guest-account.attest: /,
    /steps: no step is called nonsense; see batten steps list\. Nothing was done\.$/,
  ];
  for (const place of places) await expect(read(text)).rejects.toThrow(place);
});

it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'refuses %s wherever a name can stand, as any unknown name',
  async (name) => {
    for (const text of [
      `${name}: {}`,
      `steps: { ${name}: { do: apply } }`,
      `facts: { ${name}: {} }`,
      `contact: { ${name}: {} }`,
      `steps: { services: { ${name}: {} } }`,
      `steps: { services: { options: { ${name}: {} } } }`,
    ])
      await expect(read(`format: 1\n${text}\n`)).rejects.toThrow(name);
  },
);

it.each([
  [false, '# batten harden --answers THIS-FILE --yes.'],
  [true, '# batten harden --beyond --answers THIS-FILE --yes.'],
])('writes a file that says how to replay it, and reads back the same', async (beyond, command) => {
  const answers: Answers = {
    ...noAnswers,
    consent: 'NTEX01',
    steps: { 'password-policy': { do: 'apply', attest: true, options: { minimumLength: 9 } } },
  };
  const text = await answersText(answers, 'NTEX01', new Date('2026-03-02T08:00:00Z'), beyond);
  expect(text).toContain('# Replays the session on NTEX01 of 2026-03-02:');
  expect(text).toContain(command);
  expect(await read(text)).toEqual(answers);
});
