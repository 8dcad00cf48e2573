import type { Facts } from '../../src/model/facts.js';
import type { Objection } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';

export const isTerminalServer = ({ terminalServer }: Facts): boolean => terminalServer === true;

/** Terminal Server Edition has a Service Pack 6 of its own and no 6a (TSE SP6, as Windows Update described it). */
export const ownServicePack = attestation('terminal-server-service-pack').attested(
  'winver shows Terminal Server Edition with Service Pack 6; that package is its own, and Service Pack 6a of the other editions was not put on.',
);

export const ownRollup = attestation('terminal-server-rollup').attested(
  'The Security Rollup Package for Terminal Server Edition, Q317636, was put on its Service Pack 6.',
);

/** What each bulletin offers for Terminal Server Edition is a package of its own (MS04-011). */
export const ownHotfixes = attestation('terminal-server-hotfixes').attested(
  'For every bulletin after the rollup that names Terminal Server Edition, up to the chosen baseline, its package for that edition was put on; none for the other editions was.',
);

/** Which packages of Internet Explorer are meant for it stands in their bulletins alone. */
export const ownInternetExplorer = attestation('terminal-server-internet-explorer').attested(
  'Help, About in Internet Explorer shows 6.0 SP1 or 5.5 SP2, and its last gathered patch up to the chosen baseline that names Terminal Server Edition was put on.',
);

export const ownWebPatches = attestation('terminal-server-iis').attested(
  'Every gathered patch of IIS 4.0 up to the chosen baseline was put on in its package for Terminal Server Edition.',
);

/** The service pack that the server tells of is the least of what a person can vouch for. */
export const olderServicePack = ({ servicePack }: Facts): readonly Objection[] =>
  servicePack === undefined || servicePack >= 6
    ? []
    : [
        {
          resource: ownServicePack.resource,
          reason: `The server tells of Service Pack ${servicePack}. Install Service Pack 6 of Terminal Server Edition first`,
        },
      ];
