import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chainOf } from '../../../src/certificates/returned/chain.js';
import { readCertificates } from '../../../src/certificates/returned/read.js';
import { packageRoot } from '../../../src/files/package-root.js';
import { requestOf } from '../../support/authority.js';
import { inFolder } from '../../support/certificate-orders.js';

const page = readFileSync(join(packageRoot(), 'docs/certificate.md'), 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block).join('');

describe('the private authority of docs/certificate.md', () => {
  it('signs a request with the commands as they are printed', () =>
    inFolder((folder) => {
      requestOf(folder, 'owa');
      const said = execFileSync('bash', ['-euo', 'pipefail', '-c', commands], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(said).toContain('owa.cer: OK');
      const certificateIn = (name: string) => readCertificates(readFileSync(join(folder, name))).certificates;
      const [own] = certificateIn('owa.cer');
      if (own === undefined) throw new Error('There is no certificate.');
      expect(own).toMatchObject({ digest: 'SHA-1', names: ['owa.example.com'] });
      expect(chainOf(own, certificateIn('ca.pem')).end).toEqual({ why: 'root' });
      return Promise.resolve();
    }));
});
