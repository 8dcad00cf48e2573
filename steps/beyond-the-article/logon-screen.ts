import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { text } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { orAbsent } from './registry-readings.js';
import { winlogonKey } from './winlogon-key.js';

const notice = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'one line, without control characters')
  .default('');

export const logonScreenStep = defineStep({
  id: 'logon-screen',
  stage: 'beyond-the-article',
  section: 'Logon',
  covers: [],
  title: 'Show less at the logon screen, and let nobody in unasked',
  why:
    'The logon screen tells the name of whoever logged on last, which is half of a logon (Q114463). A server that logs on by itself keeps that ' +
    "account's password readable in its registry. A button that shuts down before logon needs no account at all (Q114817).",
  mayBreak: [
    'Automatic logon stops: it does not work while the last name is hidden, and a notice waits for a key (Q159969, Q185590).',
    'Programs that start only in a logged-on session no longer start by themselves; make services of them beforehand.',
  ],
  sources: [
    ...['Q114463', 'Q114817', 'Q159969', 'Q185590'],
    'Threat Mitigation Guide for Windows NT 4.0, chapter 4',
  ],
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'DefaultPassword, where automatic logon keeps its password, is not touched, because a journal would keep what was read. Delete it in regedt32 by hand.',
  ],
  options: z
    .strictObject({
      noticeCaption: notice.describe('Title of a notice before logon; empty leaves the notice alone'),
      noticeText: notice.describe('Text of the notice; both or neither'),
    })
    .refine(({ noticeCaption, noticeText }) => (noticeCaption === '') === (noticeText === ''), {
      message: 'a notice needs both a title and a text',
      path: ['noticeText'],
    }),
  expects: ({ noticeCaption, noticeText }) => [
    orAbsent(registryValue(winlogonKey, 'AutoAdminLogon').exactly(text('0'))),
    registryValue(winlogonKey, 'DontDisplayLastUserName').exactly(text('1')),
    registryValue(winlogonKey, 'ShutdownWithoutLogon').exactly(text('0')),
    ...(noticeText === ''
      ? []
      : [
          registryValue(winlogonKey, 'LegalNoticeCaption').exactly(text(noticeCaption)),
          registryValue(winlogonKey, 'LegalNoticeText').exactly(text(noticeText)),
        ]),
  ],
});
