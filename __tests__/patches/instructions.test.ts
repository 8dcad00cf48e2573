import { describe, expect, it } from '@jest/globals';
import { patches, patchNamed } from '../../src/patches/catalogue.js';
import { installLines, lookLines, uninstallLines } from '../../src/patches/instructions.js';

const installText = (id: Parameters<typeof patchNamed>[0]) => installLines(patchNamed(id)).join('\n');
const uninstallText = (id: Parameters<typeof patchNamed>[0]) => uninstallLines(patchNamed(id)).join('\n');
const exchange = patches.filter(
  ({ product, installer }) => product === 'exchange55' && installer === 'gui-hotfix',
);

describe('switches', () => {
  it('of hotfix.exe are never shown for a package with windows, nor the other way round', () => {
    for (const patch of patches) {
      const text = installLines(patch).join('\n');
      if (patch.installer === 'hotfix-exe') expect(text).not.toMatch(/ \/[sxz]\b/);
      if (patch.installer === 'gui-hotfix') {
        expect(text).toMatch(/Never give it \/z/);
        expect(text).not.toMatch(/with -z/);
      }
    }
    expect(installText('nt4-ms02-017')).toMatch(/-z \(no restart\)/);
    expect(installText('nt4-ms04-036')).toMatch(/Never give it \/z/);
  });

  it('of MS04-024 differ with Active Desktop', () => {
    expect(installText('nt4-ms04-024')).toMatch(/IExpress.*\/q:a \/r:n.*-z/);
  });

  it('with /s return too early for Exchange', () => {
    for (const patch of exchange)
      expect(installLines(patch).join()).toMatch(/wait until its process has ended/);
  });
});

describe('installing', () => {
  it('says for a cluster that each node is patched', () => {
    for (const patch of exchange) expect(installLines(patch).join()).toMatch(/On a cluster.*Q271634/);
  });

  it('asks for the restart of IIS even where the package does not', () => {
    expect(installText('iis4-ms02-062')).toMatch(/not protected before.*Q319733/);
  });

  it('puts the service pack on again without a second uninstall folder', () => {
    expect(installText('nt4-sp6a')).toMatch(/second time.*without that backup.*Q248102/);
  });

  it('says in which order everything goes on again after components were added', () => {
    expect(installText('nt4-sp6a')).toMatch(/before the restart put Service Pack 6a.*rollup.*later hotfixes/);
  });

  it('of the rollup begins with what it would break', () => {
    const lines = installLines(patchNamed('nt4-srp1'));
    expect(lines.slice(0, 4).join('\n')).toMatch(/Cpqarray[^]*IntelliPoint[^]*NTLock[^]*Q305929/);
  });

  it('keeps monitors away from the database counters until the engine is patched', () => {
    expect(installText('ex55-q309149')).toMatch(/performance counters.*blue screen.*Q297828/);
  });
});

describe('taking off', () => {
  it('warns of Syskey before it names hotfix.exe, for every fix of that family', () => {
    for (const patch of patches) {
      if (patch.uninstall.by !== 'hotfix-exe') continue;
      const lines = uninstallLines(patch);
      const syskey = lines.findIndex((line) => /Syskey.*4\.0\.1381\.7097/.test(line));
      expect(syskey).toBeGreaterThanOrEqual(0);
      expect(syskey).toBeLessThan(lines.findIndex((line) => line.includes('hotfix.exe -y')));
    }
  });

  it('names what comes off first, newest first, where files are shared', () => {
    expect(uninstallText('nt4-ms01-048')).toMatch(/Take off first.*MS04-029, MS03-039, MS03-026 \(Q184305\)/);
  });

  it('never puts an older store back by hand', () => {
    expect(uninstallText('ex55-q282533')).toMatch(/older Store\.exe.*Q244976/);
    expect(uninstallText('ex55-ms06-003')).toMatch(/older Store\.exe.*Q244976/);
  });

  it('says where only a backup helps', () => {
    expect(uninstallText('nt4-ms02-055')).toMatch(/only restoring the backup/);
    expect(uninstallText('nt4-ms02-071')).toMatch(/faulty first edition/);
  });
});

describe('looking', () => {
  it('asks for key and file, says what an older file means, and what contains it', () => {
    const text = lookLines(patchNamed('nt4-ms02-050')).join('\n');
    expect(text).toMatch(/key .*Q329115 exists[^]*Crypt32\.dll.*5\.131\.1878\.12 or higher/);
    expect(text).toMatch(/contained in MS04-011/);
    expect(text).toMatch(/put on again \(Q194334\)/);
    expect(text).toMatch(/English files/);
  });

  it('says when a patch does not matter', () => {
    expect(lookLines(patchNamed('nt4-ms04-014')).join()).toMatch(/matters only if Msjet40\.dll/);
  });
});
