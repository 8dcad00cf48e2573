import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Found, Objection } from '../../../src/model/step.js';
import { registryValue } from '../../../src/resources/registry-value.js';
import type { Resource } from '../../../src/model/resource.js';
import {
  categories,
  categoryIds,
  namesOfCategory,
  type Category,
  type CategoryId,
} from './diagnostic-categories.js';
import { defineRoleStep } from '../../role-step.js';

// The positions of the page Diagnostics Logging; other numbers from 0 to 5 are taken too (Q181451, Q163032)
const levels = { minimum: 1, medium: 3, maximum: 5 } as const;

const usual: readonly CategoryId[] = [
  ...(['directory-security', 'mta-security', 'mailbox-logons', 'mailbox-access'] as const),
  'internet-mail',
];

export const exchangeDiagnosticsStep = defineRoleStep('exchange', {
  id: 'exchange-diagnostics',
  stage: 'security-changes',
  section: 'Auditing',
  covers: ['A-03'],
  line: 80,
  title: 'Let Exchange log what concerns security',
  why:
    'As installed, Exchange logs errors only. A few categories at a low level tell who opens which mailbox, who changes the directory and ' +
    'who tries to relay; more of them slow the server and hide what matters (Q181451, Q183674).',
  mayBreak: [
    'Each category fills the application log; make that log larger first.',
    'The Internet Mail Service reads its level when it starts.',
    'Categories such as APDU, Interoperability, SMTP Protocol Log and Message Archival write the content of messages to files; they are not offered (Q163032).',
    'Scanners that log on to every mailbox add many events 1016 that are no intrusion (Q244305).',
  ],
  sources: ['Q181451', 'Q163032', 'Q183674', 'Q188671', 'Q244305', 'Q193922', 'Q234918'],
  reversibility: 'automatic',
  effect: { restart: ['MSExchangeIMC'] },
  unconfirmed: [
    'The number before a category is documented for a few only. Where the names below a key cannot be listed, those around the likely number are read; a category that is not found is never created.',
  ],
  options: z.strictObject({
    categories: z
      .array(
        z.enum(categoryIds).meta({
          choices: Object.fromEntries(categoryIds.map((id) => [id, categories[id].tells])),
        }),
      )
      .min(1)
      .max(6, 'more than six categories hide what matters and slow the server')
      .default([...usual])
      .describe('Categories to log'),
    level: z.enum(['minimum', 'medium', 'maximum']).default('minimum').describe('How much they log'),
  }),
  expects: ({ categories: chosen, level }, facts) =>
    soughtOf(chosen, facts).flatMap(({ key, names }) =>
      names.map((name) => registryValue(key, name).atLeast(levels[level])),
    ),
  objections: (found, { categories: chosen }, facts) =>
    soughtOf(chosen, facts).flatMap((one) => settleNames(found, one)),
});

interface Sought extends Category {
  readonly names: readonly string[];
}

function soughtOf(chosen: readonly CategoryId[], facts: Facts): readonly Sought[] {
  return [...new Set(chosen)]
    .filter((id) => id !== 'internet-mail' || facts.internetMailService !== false)
    .map((id) => ({ ...categories[id], names: namesOfCategory(categories[id], facts) }));
}

/** Of the names that a category may have only those that are there count; where none is, a person has to look. */
function settleNames(found: Found, { key, text, names }: Sought): readonly Objection[] {
  const resources = names.map((name): Resource => registryValueAt(key, name));
  const states = resources.map((resource) => found(resource)?.state ?? 'unreadable');
  const nowhere = states.every((state) => state === 'absent');
  return resources
    .map((resource, index) => ({
      resource,
      reason:
        `No value for the category ${text} was found in ${key}. Set it on the page Diagnostics Logging of the server in ` +
        'Exchange Administrator, and waive this step if it has another name.',
      moot: states[index] === 'absent' && !(nowhere && index === 0),
    }))
    .filter((_, index) => states[index] === 'absent');
}

const registryValueAt = (key: string, name: string): Resource => registryValue(key, name).absent().resource;
