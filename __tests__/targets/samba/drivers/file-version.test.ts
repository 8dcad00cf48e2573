import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileVersion, type FileVersion } from '../../../../src/targets/samba/drivers/file-version.js';
import { programFile } from '../../../support/program-file.js';

/** Of Wine: a 32-bit library that others made. */
const zlib = '/usr/lib/x86_64-linux-gnu/wine/i386-windows/zlib1.dll';

interface Look {
  readonly found: FileVersion | undefined;
  readonly reads: number;
  readonly bytesRead: number;
}

async function look(bytes: Buffer): Promise<Look> {
  let [reads, bytesRead] = [0, 0];
  const found = await fileVersion((offset, length) => {
    reads += 1;
    bytesRead += length;
    return Promise.resolve(bytes.subarray(offset, offset + length));
  });
  return { found, reads, bytesRead };
}

describe('the version of a program file', () => {
  it('is what its version resource says, with its language', async () => {
    expect((await look(programFile({ version: '5.5.2655.37' }))).found).toEqual({
      version: '5.5.2655.37',
      language: 0x0409,
    });
    const numbers = fc.tuple(...Array.from({ length: 4 }, () => fc.nat(0xffff)));
    await fc.assert(
      fc.asyncProperty(numbers, fc.nat(0x7fff), async (parts, language) => {
        const version = parts.join('.');
        expect((await look(programFile({ version, language }))).found).toEqual({ version, language });
      }),
    );
  });

  it('is read from a library of a real linker', async () => {
    const library = readFileSync(join(import.meta.dirname, 'files/german.dll'));
    expect((await look(library)).found).toEqual({ version: '4.0.1381.7125', language: 0x0407 });
  });

  (existsSync(zlib) ? it : it.skip)(
    `is read from a library of others (${zlib}: apt install wine)`,
    async () => {
      const library = readFileSync(zlib);
      // Its own text of the version, which the reader does not look at
      const [, said] = /FileVersion\0+([\d.]+)/.exec(library.toString('utf16le')) ?? [];
      const { found, bytesRead } = await look(library);
      expect(said).toMatch(/^\d+\.\d+\.\d+$/);
      expect(found?.version).toBe(`${said ?? ''}.0`);
      expect(bytesRead).toBeLessThan(library.length / 50);
    },
  );

  it('is not told by files of other formats or without one', async () => {
    const sound = programFile({ version: '4.0.1381.1' });
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('MZ'),
      Buffer.from('NE'.padEnd(4096)),
      Buffer.alloc(4096),
    ]) {
      expect((await look(bytes)).found).toBeUndefined();
    }
    const sixtyFourBit = Buffer.from(sound);
    sixtyFourBit.writeUInt16LE(0x20b, 0x80 + 24);
    expect((await look(sixtyFourBit)).found).toBeUndefined();
    const otherResource = Buffer.from(sound);
    otherResource.writeUInt32LE(5, 0x400 + 16);
    expect((await look(otherResource)).found).toBeUndefined();
  });

  it('of damaged files is not told, or costs a few short reads, and nothing else happens', async () => {
    const sound = programFile({ version: '4.0.1381.7125' });
    const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(sound.length), async (changes, length) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        const { reads, bytesRead } = await look(bytes.subarray(0, length));
        expect(reads).toBeLessThan(12);
        expect(bytesRead).toBeLessThan(150_000);
      }),
      { numRuns: 2000 },
    );
    const headed = fc
      .uint8Array({ maxLength: 2000 })
      .map((rest) => Buffer.concat([sound.subarray(0, 0x400), rest]));
    await fc.assert(
      fc.asyncProperty(headed, async (bytes) => {
        expect((await look(bytes)).reads).toBeLessThan(12);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        expect((await look(Buffer.from(bytes))).found).toBeUndefined();
      }),
    );
  });
});
