import { describe, expect, it } from '@jest/globals';
import { directoryAttribute } from '../../src/resources/directory-attribute.js';
import { present, unreadable } from '../../src/model/reading.js';
import { internetProtocolsStep } from '../../steps/security-changes/exchange/internet-protocols.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

const configuration = 'cn=Configuration,ou=HQ,o=Example';
const ofSite = (protocol: string, attribute = 'Enabled-Protocol-Cfg') =>
  directoryAttribute(`cn=${protocol},cn=Protocols,${configuration}`, attribute).resource;
const ofServer = (protocol: string, attribute = 'Enabled-Protocol-Cfg') =>
  directoryAttribute(`cn=${protocol},cn=Protocols,cn=NTEX01,cn=Servers,${configuration}`, attribute).resource;
const value = (word: string) => present({ values: [word] });
const [no, yes] = [value('FALSE'), value('TRUE')];

/** With nothing said of the protocols that a test is not about. */
const alone = (protocol: string, more = {}) => ({
  disable: [protocol],
  inUse: ['POP3', 'IMAP4', 'NNTP', 'HTTP', 'LDAP'].filter((one) => one !== protocol),
  ...more,
});

const planned = async (step: LabStep, options?: unknown) =>
  (await step.look(options)).changes.map(({ resource }) => resource.key);

describe('internet-protocols', () => {
  it('switches off for the site what nobody uses, and leaves HTTP and LDAP to Outlook Web Access', async () => {
    const step = await labStep('internet-protocols');
    expect(await planned(step)).toEqual(['POP3', 'IMAP4', 'NNTP'].map((one) => ofSite(one).key));
  });

  it('looks at all five, and asks about one that nobody spoke of', async () => {
    const step = await labStep('internet-protocols');
    await step.apply();
    expect((await step.look()).state).toBe('satisfied');
    const bare = await labStep('internet-protocols', { ...memberServer, outlookWebAccess: false });
    await bare.apply();
    const finding = await bare.look();
    expect(finding.state).toBe('needs-operator');
    expect(objections(finding)).toEqual([
      expect.stringMatching(/whether HTTP is used/),
      expect.stringMatching(/whether LDAP is used/),
    ]);
    expect((await bare.look({ inUse: ['HTTP', 'LDAP'] })).state).toBe('satisfied');
    expect(await planned(bare, { disable: ['HTTP'], inUse: ['POP3', 'IMAP4', 'NNTP', 'LDAP'] })).toEqual([
      ofSite('HTTP').key,
    ]);
  });

  it('needs the value of the server too where it does not follow the site', async () => {
    const step = await labStep('internet-protocols');
    await step.set(ofServer('POP3', 'Use-Site-Values'), no);
    const options = alone('POP3');
    expect(await planned(step, options)).toEqual([ofSite('POP3').key, ofServer('POP3').key]);
    await step.apply(options);
    expect((await step.look(options)).state).toBe('satisfied');
  });

  it('says so where it cannot be read whether the server follows the site', async () => {
    const step = await labStep('internet-protocols');
    await step.set(ofServer('POP3', 'Use-Site-Values'), unreadable('no right'));
    expect(objections(await step.look(alone('POP3')))).toEqual([
      expect.stringContaining('could not be read'),
    ]);
  });

  it('on one server stops following the site first, then switches off, and undo goes the other way', async () => {
    const step = await labStep('internet-protocols');
    const options = alone('POP3', { scope: 'server' });
    const order = [ofServer('POP3', 'Use-Site-Values').key, ofServer('POP3').key];
    expect(await planned(step, options)).toEqual(order);
    await step.apply(options);
    expect(await step.read(ofSite('POP3'))).toEqual(yes);
    await step.undo();
    const undone = step.server.journal.records.flatMap((record) =>
      record.type === 'intent' && record.action === 'undo' ? [record.resource.key] : [],
    );
    expect(undone).toEqual([...order].reverse());
  });

  it('says that a server which stops following the site keeps its other values as they stand', () => {
    expect(internetProtocolsStep.mayBreak.join('\n')).toMatch(
      /no longer follows.*keeps all its other.*Q224447/,
    );
  });

  it('on one server has nothing to do where the site it follows has it off', async () => {
    const step = await labStep('internet-protocols');
    await step.set(ofSite('POP3'), no);
    expect((await step.look(alone('POP3', { scope: 'server' }))).state).toBe('satisfied');
  });

  it('switches HTTP off for the site only, whatever the scope', async () => {
    const step = await labStep('internet-protocols', { ...memberServer, outlookWebAccess: false });
    expect(await planned(step, { disable: ['HTTP'], scope: 'server' })).toEqual([ofSite('HTTP').key]);
  });

  it.each([true, undefined])('refuses HTTP and LDAP where Outlook Web Access is %p', async (found) => {
    const { outlookWebAccess, ...rest } = memberServer;
    expect(outlookWebAccess).toBe(true);
    const facts = found === undefined ? rest : { ...rest, outlookWebAccess: found };
    const step = await labStep('internet-protocols', facts);
    for (const scope of ['site', 'server']) {
      const finding = await step.look({
        disable: ['LDAP', 'HTTP'],
        inUse: ['POP3', 'IMAP4', 'NNTP'],
        scope,
      });
      expect(finding.changes).toEqual([]);
      expect(objections(finding)).toEqual([
        expect.stringMatching(/without HTTP \(Q174709\)/),
        expect.stringMatching(/without LDAP \(Q174709\)/),
      ]);
    }
  });

  it('takes LDAP last, since it may be the way to the directory', async () => {
    const step = await labStep('internet-protocols', { ...memberServer, outlookWebAccess: false });
    const keys = await planned(step, { disable: ['LDAP', 'NNTP', 'POP3'], ldapLast: true });
    expect(keys.at(-1)).toBe(ofSite('LDAP').key);
  });

  it('leaves LDAP alone until the operator says that nothing else needs the directory', async () => {
    const step = await labStep('internet-protocols', { ...memberServer, outlookWebAccess: false });
    for (const scope of ['site', 'server']) {
      const finding = await step.look({ disable: ['LDAP', 'POP3'], scope });
      expect(finding.changes.filter(({ resource }) => /cn=ldap/i.test(resource.key))).toEqual([]);
      expect(finding.changes).not.toEqual([]);
      expect(objections(finding)).toEqual(
        expect.arrayContaining([expect.stringMatching(/set ldapLast to true/)]),
      );
    }
  });

  it('names the other servers of the site and asks', async () => {
    const step = await labStep('internet-protocols', {
      ...memberServer,
      otherServersOfSite: ['NTEX02', 'NTEX03'],
    });
    const finding = await step.look();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringMatching(/NTEX02, NTEX03 too\. Set everyServer/)]);
    expect(await planned(step, { everyServer: true })).toHaveLength(3);
    expect(await planned(step, { scope: 'server' })).toHaveLength(6);
  });

  it('asks also where the other servers were not found out', async () => {
    const { otherServersOfSite, ...unknown } = memberServer;
    expect(otherServersOfSite).toEqual([]);
    const step = await labStep('internet-protocols', unknown);
    expect(objections(await step.look())).toEqual([expect.stringContaining('was not found out')]);
  });

  it('asks for the directory names where they were not found out', async () => {
    const { organization, site, ...unknown } = memberServer;
    const step = await labStep('internet-protocols', unknown);
    const finding = await step.look();
    expect(finding.state).toBe('needs-operator');
    expect(finding.reason).toMatch(/give them as organization and siteName/);
    expect((await step.look({ organization, siteName: site })).state).toBe('needs-changes');
  });

  it('does not let a server put more into a name than a name', async () => {
    const step = await labStep('internet-protocols', { ...memberServer, site: 'HQ,ou=Other' });
    expect((await step.look()).state).toBe('needs-operator');
  });
});

describe('anonymous-logons', () => {
  const access = (protocol: string) => ofSite(protocol, 'Anonymous-Access').key;

  it('refuses them on NNTP and IMAP4, and on LDAP where no Outlook Web Access needs it', async () => {
    expect(await planned(await labStep('anonymous-logons'))).toEqual([access('IMAP4'), access('NNTP')]);
    const bare = await labStep('anonymous-logons', { ...memberServer, outlookWebAccess: false });
    expect(await planned(bare)).toEqual([access('IMAP4'), access('NNTP'), access('LDAP')]);
    await bare.apply();
    expect(await bare.look()).toMatchObject({ state: 'partly', reason: 'not looked at: HTTP' });
    const all = { protocols: ['IMAP4', 'NNTP', 'LDAP', 'HTTP'] };
    await bare.apply(all);
    expect((await bare.look(all)).state).toBe('satisfied');
  });

  it('is not done as long as a protocol lets strangers in, whatever was left out', async () => {
    const step = await labStep('anonymous-logons');
    const options = { protocols: ['IMAP4'] };
    await step.apply(options);
    const finding = await step.look(options);
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([
      expect.stringMatching(/NNTP was left out/),
      expect.stringMatching(/without anonymous LDAP \(Q174709\)/),
    ]);
  });

  it('leaves anonymous LDAP to Outlook Web Access, and takes it where there is none', async () => {
    const options = { protocols: ['LDAP'] };
    const used = await (await labStep('anonymous-logons')).look(options);
    expect(used.changes).toEqual([]);
    expect(objections(used)).toContainEqual(expect.stringMatching(/without anonymous LDAP \(Q174709\)/));
    const unused = await labStep('anonymous-logons', { ...memberServer, outlookWebAccess: false });
    expect(await planned(unused, options)).toEqual([access('LDAP')]);
  });

  it('lets a person do it for HTTP, whose attributes are not documented', async () => {
    const step = await labStep('anonymous-logons');
    expect(await planned(step, { protocols: ['HTTP'] })).toEqual(['attestation:http-anonymous-off']);
  });

  it('touches nothing of IIS, whose logon page is anonymous', async () => {
    const step = await labStep('anonymous-logons');
    const keys = await planned(step, { protocols: ['IMAP4', 'NNTP', 'HTTP', 'LDAP'] });
    expect(keys.filter((key) => key.startsWith('metabase-value:'))).toEqual([]);
  });
});
