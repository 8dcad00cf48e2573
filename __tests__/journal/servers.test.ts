import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { serverFolderName } from '../../src/journal/servers.js';

describe('the folder of a server', () => {
  it.each([
    ['NTEX01', 'NTEX01'],
    ['', '_'],
    ['CON', '_CON'],
    ['com1', '_com1'],
    ['../../etc', '______etc'],
  ])('of the name %j is called %j', (name, folder) => {
    expect(serverFolderName(name)).toBe(folder);
  });

  it('has a name that any system takes, whatever a server calls itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        expect(serverFolderName(name)).toMatch(/^[A-Za-z0-9_-]{1,61}$/);
      }),
    );
  });
});
