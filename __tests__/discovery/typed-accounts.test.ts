import { describe, expect, it } from '@jest/globals';
import { accountTyped, problemOfSids, refuseStrangers } from '../../src/discovery/typed-accounts.js';
import { UsageError } from '../../src/errors.js';
import { templatePath } from '../../src/files/package-root.js';
import type { Census } from '../../src/model/census.js';
import { labCensus } from '../../src/targets/lab/census.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { MemoryStore } from '../../src/targets/store.js';

const { server, population, resources } = await readScene(templatePath('lab/server.yaml'));
const census = labCensus(new MemoryStore(resources), server.name, population);
const domain = server.domainSid ?? '';
const machine = server.machineSid;

/** The same server, which cannot name these now. */
const blindTo = (hidden: (sid: string) => boolean): Census => ({
  ...census,
  named: async (sids) => (await census.named(sids)).filter(({ sid }) => !hidden(sid)),
});

describe('an account that a person types', () => {
  it.each([
    ['its name', 'EXAMPLE\\Exchange Admins'],
    ['its name in other letters', ' example\\exchange admins '],
    ['its SID', `${domain}-1020`],
    ['its SID in small letters', `${domain}-1020`.toLowerCase()],
  ])('is known to the server by %s', async (_, text) => {
    expect(await accountTyped(text, census, server)).toEqual({ sid: `${domain}-1020` });
  });

  it.each([
    ['a name that nobody has', 'EXAMPLE\\nobody', /NTEX01 knows no account or group EXAMPLE\\nobody/],
    [
      'a number that nobody has',
      `${domain}-9999`,
      /NTEX01 knows nobody with the SID S-1-5-21-.*-9999.*getsid/,
    ],
    ['a SID of a domain that nobody knows', 'S-1-5-21-7-8-9-1020', /NTEX01 knows nobody/],
    ['a group of BUILTIN that is not there', 'S-1-5-32-999', /NTEX01 knows nobody/],
  ])('is refused with what to do for %s', async (_, text, words) => {
    expect(await accountTyped(text, census, server)).toEqual({
      problem: expect.stringMatching(words) as unknown,
    });
  });
});

describe('SIDs in what was given beforehand', () => {
  it('are found wherever they stand, and those that nobody has are named', async () => {
    const given = [
      { domainSid: domain, serviceAccountSid: `${domain}-1010` },
      { readers: ['S-1-5-32-551', `${machine}-4711`], text: 'S-1 is no SID', number: 7, nothing: null },
    ];
    expect(await problemOfSids(given, census, server)).toMatch(new RegExp(`the SID ${machine}-4711\\.`));
    await expect(refuseStrangers(given, census, server)).rejects.toThrow(UsageError);
    await expect(refuseStrangers(given, census, server)).rejects.toThrow(
      /^The answers do not fit.*Nothing was written/,
    );
  });

  it('are accepted where the server knows them', async () => {
    const given = { all: [domain, machine, `${domain}-512`, 'S-1-1-0', `${machine}-1003`] };
    expect(await problemOfSids(given, census, server)).toBeUndefined();
  });

  it.each([
    ['there is nobody to ask', undefined],
    ['the server names nobody at all', blindTo(() => true)],
    ['the controllers of its domain do not answer it now', blindTo((sid) => sid.startsWith(domain))],
  ])('are accepted where %s', async (_, asked) => {
    expect(await problemOfSids([`${domain}-9999`, domain], asked, server)).toBeUndefined();
  });
});
