import { z } from 'zod';
import { defineStep, type Objection } from '../../../src/model/step.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import { registryAcl } from '../../../src/resources/registry-acl.js';
import { dword, meaning, multiText, text } from '../../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../../src/resources/registry-value.js';
import { administrators, everyone, sidSchema, system } from '../../../src/resources/account/sid.js';
import { serviceAccountOf, serviceAccountOption } from './exchange-accounts.js';

const winreg = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurePipeServers\\winreg';
const lanman = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters';

/** What NT itself lists, and Replicator, which administrators add where directories are replicated (Q168464, Q157475). */
const knownPaths = [
  'System\\CurrentControlSet\\Control\\ProductOptions',
  'System\\CurrentControlSet\\Control\\Print\\Printers',
  'System\\CurrentControlSet\\Services\\EventLog',
  'System\\CurrentControlSet\\Services\\Replicator',
  'Software\\Microsoft\\Windows NT\\CurrentVersion',
];

const struckOut = sidSchema.refine(
  (sid) => sid !== administrators && sid !== system,
  'Administrators and SYSTEM always keep their access',
);

export const restrictRemoteRegistryStep = defineStep({
  id: 'restrict-remote-registry',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-12'],
  line: 30,
  title: 'Let only administrators read the registry from afar',
  why:
    'The permissions of the key winreg decide who may open the registry over the network (Q143474, Q153183). ' +
    'An entry winreg among the null-session pipes opens it again for callers without a name (Q143138).',
  mayBreak: [
    'Batten itself and Exchange Administrator on other machines read this registry over the network: they are cut off unless they come as administrators.',
    'Directory replication, Systems Management Server, remote Performance Monitor and monitoring tools need read access of their own (Q168464, Q158438).',
    'An Exchange service pack stops with access denied where the account that runs it has no rights on winreg (Q248445).',
    'Without SYSTEM on the list the service manager logs event 7028; without Administrators the page Diagnostics Logging is refused (Q234918).',
    'Without ProductOptions among the paths, User Manager fails for people who are no administrators (Q157475, Q173752).',
    'Old backup products were made to work with the null-session pipe that is taken away here (Q143138).',
  ],
  sources: [
    ...['Q143474', 'Q153183', 'Q143138', 'Q168464', 'Q158438', 'Q248445', 'Q234918', 'Q157475', 'Q173752'],
    ...['Q155363', 'Q122702'],
  ],
  reversibility: 'automatic',
  effect: 'reboot',
  risky: true,
  after: ['service-account-rights', 'restrict-anonymous'],
  unconfirmed: [
    'Which exceptions NT lists by itself differs between descriptions. Everyone reads them whatever the key says (Q155363).',
    'Look again before the next Exchange service pack, which wants full control for SYSTEM and the service account.',
  ],
  options: z.strictObject({
    readers: z.array(sidSchema).default([]).describe('SIDs that may read from afar, such as monitoring'),
    strike: z.array(struckOut).default([]).describe('SIDs to take off the list beside Everyone'),
    allowedPaths: z
      .array(z.string().min(1))
      .default(() => [...knownPaths])
      .describe('Paths below HKEY_LOCAL_MACHINE that may stay exceptions'),
    serviceAccount: serviceAccountOption,
  }),
  // The key itself last, unless it is missing: what shuts Batten out must not keep it from the rest
  expects(options, facts) {
    const service = serviceAccountOf(options, facts);
    return [
      registryValue(winreg, 'Description').exactly(text('Registry Server')),
      onlyPaths(options.allowedPaths),
      registryValue(lanman, 'NullSessionPipes').without('winreg'),
      restricted,
      registryAcl(winreg).allows({
        full: [administrators, system, ...(service === undefined ? [] : [service])],
        read: options.readers,
        none: [everyone, ...options.strike],
      }),
    ];
  },
  objections: (found) =>
    [paths.resource, pipes.resource].flatMap((resource): readonly Objection[] => {
      const reading = found(resource);
      const wrong = reading?.state === 'present' && itemsOf(reading) === undefined;
      return wrong
        ? [{ resource, reason: 'It is no list, so nobody knows what it allows. Look at it in regedt32.' }]
        : [];
    }),
});

const paths = resourceOf(`${winreg}\\AllowedPaths`, 'Machine');
const pipes = resourceOf(lanman, 'NullSessionPipes');

/** Takes foreign paths off the list that was read; never a list of its own, because servers differ. */
function onlyPaths(allowed: readonly string[]): Expectation {
  const stays = (path: string): boolean => allowed.some((one) => one.toLowerCase() === path.toLowerCase());
  return {
    resource: paths.resource,
    words: 'lists no other paths than those allowed',
    met: (reading) => reading.state === 'absent' || itemsOf(reading)?.every(stays) === true,
    aim: (reading) =>
      reading.state === 'absent' ? absent : present(multiText((itemsOf(reading) ?? []).filter(stays))),
  };
}

/** Absent means 1 (windows-nt4, nt-nullsession-pipes), so only a value that says otherwise is changed. */
const restricted: Expectation = ((): Expectation => {
  const one = registryValue(lanman, 'RestrictNullSessAccess').exactly(dword(1));
  return {
    ...one,
    words: 'is not 0',
    met: (reading) => reading.state === 'absent' || one.met(reading),
    aim: (reading) => (reading.state === 'absent' ? absent : one.aim(reading)),
  };
})();

function resourceOf(key: string, name: string): { readonly resource: Expectation['resource'] } {
  return { resource: registryKind.resource({ key, name }) };
}

function itemsOf(reading: Settable): readonly string[] | undefined {
  const typed = registryKind.typed(reading);
  if (typed.state !== 'present' || typed.value.type !== 'REG_MULTI_SZ') return undefined;
  const means = meaning(typed.value);
  return typeof means === 'object' ? means : undefined;
}
