import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { attestation } from '../../../src/resources/attestation.js';
import { directoryAttribute } from '../../../src/resources/directory-attribute.js';
import {
  configurationOf,
  directoryOptions,
  everyServer,
  reachesOthers,
  siteOf,
  type DirectoryChoice,
} from './exchange-site.js';
import { defineRoleStep } from '../../role-step.js';

const objectName = z
  .string()
  .regex(/^[^,=/"\p{Cc}]{1,64}$/u, 'a directory name has no comma, slash or equals sign');

export const messageTrackingStep = defineRoleStep('exchange', {
  id: 'message-tracking',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-02'],
  line: 87,
  title: 'Track messages through store, MTA and Internet mail',
  why:
    'The tracking log tells where a message came from and where it went, which is the first question after a worm or a forged ' +
    'message. Store, MTA and Internet Mail Service each have a switch of their own (Q173364).',
  mayBreak: [
    'The logs fill the disk: 50 to 75 MB a day on a busy server. Set how long they are kept, and protect the folder.',
    'The switches of store and MTA belong to the site: all its servers begin to write logs (Q148963).',
    'Without the connector for sites, as in Standard Edition, Internet mail is not tracked on its way out (Q164175).',
    'The logs name senders and recipients: let only those read them who track messages.',
  ],
  sources: ['Q173364', 'Q148963', 'Q164175', 'Q163074', 'Q262126', 'Q156710'],
  reversibility: 'guided',
  effect: { restart: ['MSExchangeIS', 'MSExchangeMTA', 'MSExchangeIMC'] },
  after: ['exchange-service-pack'],
  unconfirmed: [
    'The directory names of the two site objects were not found in print; where they differ Batten does not find them and asks for them.',
    'Where the Internet Mail Service keeps its switch is not documented, so a person sets it (Q262126).',
  ],
  options: z.strictObject({
    everyServer,
    storeObject: objectName
      .default('Site-MDB-Config')
      .describe('Directory name of Information Store Site Configuration'),
    transferObject: objectName
      .default('Site-MTA-Config')
      .describe('Directory name of MTA Site Configuration'),
    ...directoryOptions,
  }),
  expects: (options, facts) => [
    ...objectsOf(options, facts).map(({ dn }) => directoryAttribute(dn, 'Message-Tracking-Enabled').isTrue()),
    ...(facts.internetMailService === false ? [] : [internetMailTracked()]),
  ],
  observes: (options, facts) =>
    objectsOf(options, facts).map(({ dn }) => directoryAttribute(dn, 'rdn').resource),
  objections: (found, options, facts) => {
    const others = reachesOthers(options.everyServer, facts);
    return objectsOf(options, facts).flatMap(({ dn, title, option }) => {
      const missing = found(directoryAttribute(dn, 'rdn').resource)?.state === 'absent';
      const reason = missing
        ? `The directory has no object ${dn}. Look for ${title} in raw mode and give its directory name as ${option}.`
        : others;
      const { resource } = directoryAttribute(dn, 'Message-Tracking-Enabled');
      return reason === undefined ? [] : [{ resource, reason }];
    });
  },
});

interface Choice extends DirectoryChoice {
  readonly storeObject: string;
  readonly transferObject: string;
}

const objectsOf = (options: Choice, facts: Facts) => {
  const configuration = configurationOf(siteOf(options, facts));
  return [
    {
      dn: `cn=${options.storeObject},${configuration}`,
      title: 'Information Store Site Configuration',
      option: 'storeObject',
    },
    {
      dn: `cn=${options.transferObject},${configuration}`,
      title: 'MTA Site Configuration',
      option: 'transferObject',
    },
  ] as const;
};

const internetMailTracked = () =>
  attestation('internet-mail-tracking').attested(
    'Exchange Administrator, Configuration, Connections, Internet Mail Service, page Internet Mail: Enable message tracking is ticked, and the service was restarted.',
  );
