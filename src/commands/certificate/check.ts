import { serverCertificate } from '../../certificates/returned/chain.js';
import { hostNameProblem } from '../../certificates/request/host-name.js';
import { judgeCertificate, type Circumstances } from '../../certificates/returned/judge.js';
import { fingerprintOf } from '../../certificates/key/open.js';
import { inFile, readGivenFile } from '../../files/given-file.js';
import { certificatesIn } from '../../certificates/returned/read-file.js';
import { readRequest } from '../../certificates/request/read.js';
import { DataError, exitCode, UsageError, type ExitCode } from '../../errors.js';
import { stateFolder } from '../../journal/state-folder.js';
import { checkDocument, checkLines } from './messages.js';
import { privateKeyFrom } from './questions.js';
import type { Context } from '../../connect/context.js';
import { connect } from '../../connect/connect.js';
import { systemClock } from '../../connect/system-clock.js';

export interface CheckOptions {
  readonly key?: string;
  readonly request?: string;
  readonly name?: readonly string[];
  readonly chain?: readonly string[];
  readonly serverTime?: string;
}

/**
 * `batten certificate check`: whether a returned certificate is the one to install. Nothing is written.
 * @returns done, or findingsRemain where a check refuses it
 * @throws UsageError, DataError where a file is not what it should be
 */
export async function checkCertificate(
  file: string,
  options: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  const { names: asked, keys } = await ownership(options, context);
  const names = options.name ?? asked;
  for (const name of names) {
    const problem = hostNameProblem(name);
    if (problem !== undefined) throw new UsageError(`--name ${name}: ${problem}`);
  }
  const clocks = await clocksFor(options.serverTime, context);
  const { form, certificates } = await certificatesIn(file, 'the certificate file');
  const certificate = serverCertificate(certificates, keys[0]?.publicKey);
  if (certificate === undefined) {
    throw new DataError(`${file}: the certificates in it have all signed one another; give a file with one.`);
  }
  const others = certificates.filter((one) => one !== certificate);
  for (const path of options.chain ?? [])
    others.push(...(await certificatesIn(path, '--chain')).certificates);
  const verdicts = judgeCertificate(certificate, { form, others, keys, names, clocks: clocks.known });
  const accepted = verdicts.every(({ sign }) => sign !== 'wrong');
  if (context.globals.json)
    context.write(JSON.stringify(checkDocument(file, certificate, accepted, verdicts), null, 2));
  else context.terminal.say(...checkLines(certificate, verdicts, clocks.hint, context.terminal.width));
  return accepted ? exitCode.done : exitCode.findingsRemain;
}

async function ownership(
  { key, request }: CheckOptions,
  context: Context,
): Promise<Pick<Circumstances, 'names' | 'keys'>> {
  const keys = [];
  let names: readonly string[] = [];
  if (request !== undefined) {
    const text = (await readGivenFile(request, '--request')).toString('latin1');
    const read = inFile(request, () => readRequest(text));
    keys.push({ whose: `the request ${request}`, publicKey: read.publicKey });
    const { commonName } = read.subject;
    const fallback = commonName === undefined ? [] : [commonName];
    names = read.alternativeNames.length > 0 ? read.alternativeNames : fallback;
  }
  if (key !== undefined) {
    const opened = await privateKeyFrom(key, context);
    keys.push({ whose: `the key ${key}`, publicKey: fingerprintOf(opened) });
  }
  return { keys, names };
}

interface Clocks {
  readonly known: Circumstances['clocks'];
  /** What to do about the server's clock where nothing tells it. */
  readonly hint: string | undefined;
}

async function clocksFor(serverTime: string | undefined, context: Context): Promise<Clocks> {
  const own = { whose: "this workstation's clock", now: systemClock().now() };
  if (serverTime !== undefined) {
    const now = new Date(serverTime);
    if (
      !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(serverTime) ||
      Number.isNaN(now.getTime())
    ) {
      throw new UsageError(`--server-time ${serverTime}: give it as 2026-11-24T13:00Z.`);
    }
    return { known: [own, { whose: "the server's clock", now }], hint: undefined };
  }
  const { target: url, state } = context.globals;
  const folder = stateFolder(state, context.environment);
  if (url === 'lab:') {
    const { openLab } = await import('../../targets/lab/lab.js');
    const lab = await openLab(folder, systemClock());
    const now = lab.clock.now();
    await lab.close();
    return { known: [own, { whose: "the lab's clock", now }], hint: undefined };
  }
  if (url?.startsWith('smb://') === true) {
    const { target } = await connect(url, folder, systemClock(), context);
    try {
      const now = await target.time?.();
      if (now !== undefined) return { known: [own, { whose: "the server's clock", now }], hint: undefined };
    } finally {
      await target.close();
    }
  }
  return {
    known: [own],
    hint: "The server's clock was not asked: give --server-time, or --target smb://….",
  };
}
