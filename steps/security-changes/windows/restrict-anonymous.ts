import { servicePackFirst } from '../../service-pack-first.js';
import { defineStep, noOptions } from '../../../src/model/step.js';
import { dword } from '../../../src/resources/registry/data.js';
import { registryValue } from '../../../src/resources/registry-value.js';
import { lsaKey } from './lsa-key.js';

export const restrictAnonymousStep = defineStep({
  id: 'restrict-anonymous',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-11'],
  line: 29,
  title: 'Keep strangers from listing accounts and shares',
  why:
    'A session without a name may list accounts and shares of NT 4.0. RestrictAnonymous = 1 stops that (Q143474). ' +
    'Looking up single names and SIDs still works, so it is a fence and no wall.',
  mayBreak: [
    'Pages of a remote Exchange Administrator that read the registry of this server, such as Diagnostics Logging, are refused; at the server itself they work (Q196398).',
    'A trusting domain cannot set up a trust or list accounts without credentials (Q178640, Q143474).',
    'Clients with Service Pack 3 cannot change an expired password at logon against a newer domain controller (Q198941).',
    'On a domain controller ASP pages that ask for group members get none under NTLM logon (Q278836).',
  ],
  sources: ['Q143474', 'Q196398', 'Q178640', 'Q198941', 'Q278836'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['guest-account', 'password-policy'],
  options: noOptions,
  // Exactly 1: the value 2 exists from Windows 2000 on and breaks NT 4.0 domain controllers
  expects(_, facts) {
    servicePackFirst(facts, 3, 'NT 4.0 heeds RestrictAnonymous from Service Pack 3 on');
    return [registryValue(lsaKey, 'RestrictAnonymous').exactly(dword(1))];
  },
});
