import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { privilegedPasswordsStep as step } from '../../steps/security-changes/windows/privileged-passwords.js';
import { discover } from '../../src/discovery/discover.js';
import { assess } from '../../src/engine/assess.js';
import type { Facts } from '../../src/model/facts.js';
import { account } from '../../src/resources/account.js';
import { accessTo } from '../../src/targets/access.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { logOn } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

/** A number that nobody would guess. */
const forgotten = 2100;

describePeer(`What a Samba server lists of itself${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: SambaTarget;
  let facts: Facts;

  beforeAll(async () => {
    server = await startSambaServer('[tracking.log]', 'path = /tmp', '[Büro$]', 'path = /var/tmp');
    await server.addAccount('oldadmin');
    await server.own('pdbedit', '-r', '-u', 'oldadmin', '-U', String(forgotten));
    await server.own('pdbedit', '-r', '-u', 'oldadmin', '-c', '[N]');
    target = await logOn(server);
    const self = await target.identify();
    const access = accessTo(target, new Map(), undefined);
    facts = await discover({ access, self, census: target.census, now: new Date() });
  }, 60_000);
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  it('are its shared folders with their places, hidden ones too, as rpcclient sees them', async () => {
    expect(facts.shares).toEqual([
      { name: 'tracking.log', path: 'C:\\tmp' },
      { name: 'Büro$', path: 'C:\\var\\tmp' },
    ]);
    const seen = await server.client('rpcclient', '-c', 'netshareenumall', server.host);
    for (const { name } of facts.shares ?? []) expect(seen).toContain(`netname: ${name}`);
    expect(facts.sources?.['shares']).toMatchObject({ from: 'shares' });
  });

  // Samba has one drive, whatever it shares
  it('are its drives', () => {
    expect(facts.drives).toEqual(['C:']);
    expect(facts.sources?.['drives']).toMatchObject({ from: 'shares' });
  });

  it('are all its own accounts, so that one that nobody would guess is looked at and put right', async () => {
    expect(facts.ownAccounts).toContainEqual({ rid: forgotten, name: 'oldadmin' });
    const access = accessTo(target, new Map(), undefined);
    const [finding] = await assess([step], () => undefined, facts, access);
    const { key } = account(facts.name, forgotten).resource;
    expect(finding?.changes.map(({ resource }) => resource.key)).toContain(key);
  });
});
