// npm run benchmark:csr: key and request against `openssl req -newkey`, in pairs, one after the other, so that a busy
// moment of the machine falls on both; medians, since the search for primes is luck. Beside them the whole of what
// Batten does (600000 rounds over the password, files, reading back) and the whole program.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildRequest } from '../dist/src/certificates/request/build.js';
import { createRequest } from '../dist/src/certificates/request/create.js';
import { generateKeyPair } from '../dist/src/certificates/key/pair.js';

const pairs = 20;
const bound = 1.5;
const batten = fileURLToPath(new URL('../dist/src/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'batten-benchmark-'));
const passwordFile = join(folder, 'password');
const password = 'correct horse battery';
writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });

const names = { organization: 'Example', country: 'US', state: 'Ohio', locality: 'Dayton' };
const host = 'owa.example.com';
let made = 0;

const ways = {
  openssl: (bits) =>
    run('openssl', [
      ...['req', '-new', '-newkey', `rsa:${bits}`, '-sha256', '-passout', `file:${passwordFile}`],
      ...['-keyout', join(folder, 'key'), '-out', join(folder, 'request')],
      ...['-subj', `/C=US/ST=Ohio/L=Dayton/O=Example/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`],
    ]),
  request: async (bits) => {
    buildRequest(details(bits), await generateKeyPair(bits));
  },
  files: (bits) =>
    createRequest({
      ...{ folder, name: `n${++made}`, details: details(bits), contact: {}, password, made: new Date() },
    }),
  program: (bits) =>
    run(process.execPath, [
      ...[batten, 'csr', '--yes', '--bits', String(bits), '--fqdn', host, '--password-file', passwordFile],
      ...Object.entries(names).flatMap(([name, text]) => [`--${name}`, text]),
      ...['--out', folder, '--key-name', `n${++made}`],
    ]),
};

try {
  console.log(`${pairs} pairs, medians in milliseconds; load before: ${loadavg()[0].toFixed(2)}`);
  await ways.request(1024);
  for (const bits of [1024, 2048, 4096]) {
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (let pair = 0; pair < pairs; pair++) {
      for (const [way, work] of Object.entries(ways)) times[way].push(await timed(() => work(bits)));
    }
    report(bits, Object.fromEntries(Object.entries(times).map(([way, all]) => [way, median(all)])));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(bits, { openssl, request, files, program }) {
  const ratio = request / openssl;
  const bounded = bits > 1024;
  const verdict = !bounded ? 'no bound' : ratio <= bound ? 'ok' : 'too slow';
  const against = (time) => `${time.toFixed(0).padStart(5)} (${(time / openssl).toFixed(2)})`;
  console.log(
    `${String(bits).padStart(4)} bits   openssl ${openssl.toFixed(0).padStart(5)}   key + request ${against(request)}   ` +
      `with its files ${against(files)}   whole program ${against(program)}   ${verdict}`,
  );
  if (bounded && ratio > bound) process.exitCode = 1;
}

function details(bits) {
  return { protocol: 'http', commonName: host, ...names, bits, digest: 'sha256' };
}

/** A program that fails ends the benchmark. */
function run(file, args) {
  const { status, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ended with ${String(status)}:\n${stderr}`);
}

async function timed(work) {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
}
