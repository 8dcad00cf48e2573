import { describe, expect, it } from '@jest/globals';
import { unreadable } from '../../src/resources/reading.js';
import { steps } from '../../steps/index.js';
import { labServer } from '../support/lab-server.js';

// Requests are files on the workstation; what is wrong with them is tested where they are read.
const onServer = steps.filter(({ id }) => id !== 'certificate-request');

describe.each(onServer.map(({ id }) => id))('%s', (id) => {
  it('plans nothing for a resource that cannot be read, and does not call itself satisfied', async () => {
    const server = await labServer();
    const { changes } = await server.assess(id);
    for (const { resource } of changes) {
      await server.lab.store.set([{ resource, reading: unreadable('access denied') }]);
    }
    const blind = await server.assess(id);
    const hidden = new Set(changes.map(({ resource }) => resource.key));
    expect(blind.changes.filter(({ resource }) => hidden.has(resource.key))).toEqual([]);
    if (changes.length > 0) expect(blind.state).not.toBe('satisfied');
  });
});
