import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import type { Facts } from '../../src/model/facts.js';
import { namesOf } from '../../src/model/facts.js';
import { kindOf } from '../../src/model/kind.js';
import { readInstalls, readScene } from '../../src/targets/lab/scene.js';
import { createTwin } from '../../src/targets/lab/twin.js';
import type { StoredReading } from '../../src/targets/store.js';
import { everyStep } from '../../steps/catalogue.js';
import { memberServer } from '../support/facts.js';
import { inGerman } from '../support/german-scene.js';
import { labAnswers } from '../support/lab-server.js';

const scene = await readScene('templates/lab/server.yaml');
const installs = await readInstalls('templates/lab/installs.yaml');
const lab: Facts = { ...memberServer, servicePack: 4, exchangeServicePack: 3 };
const unnamed: Facts = { ...lab, serviceAccount: '' };
const german: Facts = {
  ...lab,
  accountNames: {
    'S-1-1-0': 'Jeder',
    'S-1-5-18': 'NT-AUTORITÄT\\SYSTEM',
    'S-1-5-32-544': 'VORDEFINIERT\\Administratoren',
    [`${String(lab.domainSid)}-512`]: 'EXAMPLE\\Domänen-Admins',
    [String(lab.exchangeAdministratorsSid)]: 'EXAMPLE\\Exchange-Verwalter',
  },
};

interface Text {
  readonly step: string;
  readonly resource: string;
  readonly lines: readonly string[];
}

const shown = new Map<Facts, Promise<readonly Text[]>>();

/** Every text that a person is shown: to look, to change, and to take the change back. Made once a server. */
function textsOn(facts: Facts, resources: readonly StoredReading[]): Promise<readonly Text[]> {
  const texts = shown.get(facts) ?? makeTexts(facts, resources);
  shown.set(facts, texts);
  return texts;
}

async function makeTexts(facts: Facts, resources: readonly StoredReading[]): Promise<readonly Text[]> {
  const twin = createTwin(resources, installs);
  const findings = await assess(everyStep, ({ id }) => labAnswers[id], facts, twin);
  const names = namesOf(facts);
  return findings.flatMap(({ step, checks }) =>
    checks.flatMap(({ expectation, reading }) => {
      const { resource } = expectation;
      const kind = kindOf(resource);
      const before = reading.state === 'unreadable' ? ({ state: 'absent' } as const) : reading;
      const after = expectation.aim(before);
      return [
        kind.look(resource, names),
        kind.change(resource, after, names, before),
        kind.change(resource, after, names),
        kind.change(resource, before, names, after),
      ].map((lines) => ({ step: step.id, resource: resource.key, lines }));
    }),
  );
}

const isClick = (line: string): boolean => /^\d+\. /.test(line);
const isTyped = (line: string): boolean => /^ {4}\S/.test(line);

describe.each([
  ['the lab', lab, scene.resources],
  ['a German server', german, inGerman(scene.resources)],
  ['a server whose accounts nobody has named', unnamed, scene.resources],
] as const)('the texts by hand on %s', (_, facts, resources) => {
  it('are there for every step', async () => {
    const steps = new Set((await textsOn(facts, resources)).map(({ step }) => step));
    expect(everyStep.map(({ id }) => id).filter((id) => !steps.has(id))).toEqual([]);
  });

  it('have no SID in a line that is clicked or typed', async () => {
    const wrong = (await textsOn(facts, resources)).flatMap(({ resource, lines }) =>
      lines
        .filter((line) => (isClick(line) || isTyped(line)) && /\bS-1-\d/.test(line))
        .map((line) => ({ resource, line })),
    );
    expect(wrong).toEqual([]);
  });

  it('begin with the windows, and show a command only after them', async () => {
    for (const { resource, lines } of await textsOn(facts, resources)) {
      expect({ resource, first: lines[0] }).toEqual({ resource, first: expect.stringMatching(/^1\. /) });
      const lastClick = lines.findLastIndex(isClick);
      const firstCommand = lines.findIndex((line) => isTyped(line) || line.startsWith('Or at a command'));
      expect({ resource, ordered: firstCommand === -1 || lastClick < firstCommand }).toEqual({
        resource,
        ordered: true,
      });
    }
  });

  it('have commands that run as they stand: no word to be replaced in them', async () => {
    const wrong = (await textsOn(facts, resources)).flatMap(({ lines }) =>
      lines.filter((line) => isTyped(line) && /\b(NAME|SERVER|DOMAIN|ACCOUNT|USER)\b(?!%)/.test(line)),
    );
    expect(wrong).toEqual([]);
  });

  it('never tell anybody to let Guest go without a password', async () => {
    const guest = (await textsOn(facts, resources)).filter(({ step }) => step === 'guest-account');
    expect(guest.flatMap(({ lines }) => lines).filter((line) => line.includes('/passwordreq:no'))).toEqual(
      [],
    );
  });
});

describe('the texts of single steps', () => {
  const linesOf = async (facts: Facts, id: string): Promise<string> =>
    (await textsOn(facts, facts === german ? inGerman(scene.resources) : scene.resources))
      .filter(({ step }) => step === id)
      .flatMap(({ lines }) => lines)
      .join('\n');

  it('exchange-shares names groups in the language of the server, and lets them in before Everyone goes', async () => {
    expect(await linesOf(german, 'exchange-shares')).toMatch(
      /rmtshare \\\\%COMPUTERNAME%\\Add-ins \/grant EXAMPLE\\ExchSrv:f\n[^]*? \/grant EXAMPLE\\Exchange-Verwalter:f\n[^]*? \/remove Jeder/,
    );
  });

  it('exchange-shares types nothing that takes Everyone out where those who stay have no name', async () => {
    const text = await linesOf(unnamed, 'exchange-shares');
    expect(text).not.toMatch(/\/remove/);
    expect(text).toMatch(/Select Everyone and choose Remove/);
  });

  it.each([
    ['service-account-rights', /Policies, User Rights[^]*ntrights \+r Se\w+ -u EXAMPLE\\ExchSrv/],
    ['restrict-remote-registry', /regedt32[^]*Security, Permissions[^]*subinacl \/keyreg/],
    ['exchange-diagnostics', /Servers\.\n2\. Select the server[^]*Diagnostics Logging[^]*choose Minimum/],
    ['require-ssl', /Directory Security[^]*Require Secure Channel[^]*Encryption Settings/],
    ['iis-logging', /page Web Site[^]*W3C Extended Log File Format[^]*Extended Properties/],
    ['certificate-request', /Key Manager[^]*right-click WWW and choose Create New Key/i],
    ['audit-policy', /User Manager[^]*Policies, Audit[^]*auditpol/],
    ['password-policy', /Policies, Account[^]*At Least and type 8 Characters/],
    ['services', /Control Panel and open Services[^]*Disabled under Startup Type/],
    ['restrict-anonymous', /regedt32[^]*Control\\Lsa[^]*Value Name RestrictAnonymous, Data Type REG_DWORD/],
    ['internet-protocols', /Exchange Administrator[^]*page General[^]*Clear Enable protocol/],
  ])('%s goes the way of the article', async (id, way) => {
    expect(await linesOf(lab, id)).toMatch(way);
  });
});
