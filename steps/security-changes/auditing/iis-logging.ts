import { z } from 'zod';
import { kind, metabaseValue } from '../../../src/resources/metabase-value.js';
import { exchangeNode, rootNode, siteMarks, siteNode, webSite, wrongSite } from '../web/web-site.js';
import { bitsOf, fieldNames, logFields, wantedFields, type LogField } from './log-fields.js';
import { defineRoleStep } from '../../role-step.js';

const extendedFormat = '{FF160663-DE82-11CF-BC0A-00AA006111E0}';

const inheritedFields = metabaseValue('/LM/W3SVC', 'LogExtFileFlags').resource;

export const iisLoggingStep = defineRoleStep('iis', {
  id: 'iis-logging',
  stage: 'security-changes',
  section: 'Auditing',
  covers: ['A-02'],
  line: 70,
  title: 'Log web requests in the W3C extended format',
  why:
    'A log that lacks the user name, the date or the browser cannot tell afterwards who did what. A new site of IIS logs neither; ' +
    'and a forgotten DontLog below the site stops the log without a word (Q314938).',
  mayBreak: [
    'Logs grow on the disk of the system: they lie in System32\\LogFiles, and nobody deletes them (Q242898).',
    'Times are always GMT, and a new file begins at midnight GMT (Q194699).',
    'User names with blanks are not quoted, which programs that split at blanks count wrongly (Q238382).',
  ],
  sources: ['Q314938', 'Q242898', 'Q194699', 'Q238382', 'Q249242'],
  reversibility: 'automatic',
  effect: 'at once',
  needs: ['iis-lockdown'],
  unconfirmed: [
    'An empty list of formats in Internet Service Manager means that the logging modules are not registered; then nothing is logged whatever is set (Q249242).',
  ],
  options: z.strictObject({
    webSite,
    alsoLog: z.array(z.enum(fieldNames)).default([]).describe('Fields beside those that the article wants'),
  }),
  expects: ({ webSite: site, alsoLog }) => [
    metabaseValue(siteNode(site), 'LogType').exactly(1),
    metabaseValue(siteNode(site), 'LogPluginClsid').exactly(extendedFormat),
    metabaseValue(siteNode(site), 'LogExtFileFlags').flags(bitsOf([...wantedFields, ...alsoLog])),
    // Any number but 0 is true
    ...[siteNode(site), rootNode(site), exchangeNode(site)].map((node) =>
      metabaseValue(node, 'DontLog').withoutFlags(0xffffffff),
    ),
  ],
  observes: ({ webSite: site }) => [...siteMarks(site), inheritedFields],
  objections(found, { webSite: site, alsoLog }, facts) {
    const names = ['LogType', 'LogPluginClsid', 'LogExtFileFlags'] as const;
    const wrong = wrongSite(found, site, facts);
    if (wrong !== undefined) {
      return names.map((name) => ({
        resource: metabaseValue(siteNode(site), name).resource,
        reason: wrong,
      }));
    }
    const { resource } = metabaseValue(siteNode(site), 'LogExtFileFlags');
    if (found(resource)?.state !== 'absent') return [];
    const reading = found(inheritedFields);
    const mask = reading === undefined ? undefined : kind.typed(reading);
    if (mask?.state !== 'present' || typeof mask.value.data !== 'number') return [];
    const lost = lostFields(mask.value.data, [...wantedFields, ...alsoLog]);
    if (lost.length === 0) return [];
    const reason = `The site inherits the fields ${lost.join(', ')} and would no longer log them: name them under alsoLog.`;
    return [{ resource, reason }];
  },
});

/** A mask at the site replaces the inherited one as a whole. */
const lostFields = (inherited: number, kept: readonly LogField[]): readonly LogField[] =>
  fieldNames.filter((field) => (inherited & logFields[field]) !== 0 && !kept.includes(field));
