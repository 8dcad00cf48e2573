import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { TargetError, WorkstationError } from '../../../../src/errors.js';
import { templatePath } from '../../../../src/files/package-root.js';
import { parseSmbUrl } from '../../../../src/targets/samba/connection/address.js';
import { Agent, type AgentOptions } from '../../../../src/targets/samba/connection/agent.js';

const address = parseSmbUrl('smb://Administrator@10.0.0.5');
let folder: string;
let agents: Agent[];

beforeEach(() => {
  agents = [];
  folder = mkdtempSync(join(tmpdir(), 'batten-agent-'));
});
afterEach(async () => {
  for (const agent of agents) await agent.close();
  rmSync(folder, { recursive: true });
});

describe('The agent that speaks to a server', () => {
  it('answers requests in their order, one after another', async () => {
    const agent = start({
      python: program(
        'while read -r line; do n=$((n + 1)); echo "{\\"id\\":$n,\\"ok\\":true,\\"result\\":$n}"; done',
      ),
    });
    const answers = await Promise.all([ask(agent), ask(agent), ask(agent)]);
    expect(answers).toEqual([1, 2, 3]);
  });

  it('sends requests without waiting for the answers to earlier ones', async () => {
    const agent = start({
      python: program(
        `read -r a; read -r b; read -r c; for n in 1 2 3; do echo "{\\"id\\":$n,\\"ok\\":true,\\"result\\":$n}"; done; read -r a`,
      ),
    });
    expect(await Promise.all([ask(agent), ask(agent), ask(agent)])).toEqual([1, 2, 3]);
  });

  it('gives each request its own time, from when its turn has come', async () => {
    const agent = start({
      python: program(
        `for n in 1 2 3 4 5 6; do read -r a; sleep 0.6; echo "{\\"id\\":$n,\\"ok\\":true,\\"result\\":$n}"; done; read -r a`,
      ),
      timeoutMs: 3000,
    });
    const asked = Array.from({ length: 6 }, () => ask(agent));
    expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('fails all that wait when the one at the head runs out of time', async () => {
    const agent = start({ python: program('read -r a; exec sleep 60'), timeoutMs: 300 });
    const ends = await Promise.allSettled([ask(agent), ask(agent)]);
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on after a request that failed', async () => {
    const refusal =
      '{\\"id\\":1,\\"ok\\":false,\\"error\\":{\\"kind\\":\\"werr\\",\\"code\\":\\"0x00000005\\",' +
      '\\"name\\":\\"WERR_ACCESS_DENIED\\",\\"message\\":\\"\\"}}';
    const agent = start({
      python: program(
        `read -r a; echo "${refusal}"; read -r a; echo '{"id":2,"ok":true,"result":7}'; read -r a`,
      ),
    });
    await expect(ask(agent)).rejects.toThrow('denied Administrator asking (WERR_ACCESS_DENIED)');
    await expect(ask(agent)).resolves.toBe(7);
  });

  it('is ended when it does not answer in time, and its session with it', async () => {
    const agent = start({
      python: program(`echo $$ > ${folder}/pid; read -r a; exec sleep 60`),
      timeoutMs: 500,
    });
    await expect(ask(agent)).rejects.toThrow('did not answer within 0.5 seconds while asking');
    await expect(ask(agent)).rejects.toBeInstanceOf(TargetError);
    await agent.close();
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('reports its own end in the middle as an error, with what it said last as the cause', async () => {
    const agent = start({ python: program('read -r a; echo "out of luck" >&2; exit 1') });
    const error: unknown = await ask(agent).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TargetError);
    expect(error).toMatchObject({ cause: { message: expect.stringContaining('out of luck') } });
  });

  it.each([
    ['no JSON', 'Traceback'],
    ['the answer to another request', '{"id":9,"ok":true,"result":1}'],
    ['an answer of another shape', '{"id":1,"ok":true,"result":"one"}'],
  ])('trusts no later answer after %s', async (_, line) => {
    const agent = start({
      python: program(`while read -r a; do echo '${line}'; done`),
    });
    await expect(ask(agent)).rejects.toBeInstanceOf(TargetError);
    await expect(ask(agent)).rejects.toBeInstanceOf(TargetError);
  });

  it('gets neither the environment nor a password in its arguments', async () => {
    process.env['PASSWD'] = 'hunter2';
    const agent = start({
      python: program(
        `env > ${folder}/env; echo "$@" > ${folder}/arguments; read -r a; echo '{"id":1,"ok":true,"result":1}'`,
      ),
    });
    await ask(agent, { password: 'hunter2' });
    await agent.close();
    delete process.env['PASSWD'];
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('hunter2');
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toMatch(/^-I -B \S+templates\/samba\/agent\n$/);
  });

  it('says what to install when there is no Python', async () => {
    const agent = start({ python: join(folder, 'python3') });
    const error: unknown = await ask(agent).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WorkstationError);
    expect(error).toMatchObject({ message: expect.stringContaining('apt install python3-samba') });
  });

  it('says what to install when Python has no Samba bindings', async () => {
    const agent = start({ python: program('exec python3 -S "$@"') });
    await expect(ask(agent)).rejects.toThrow('apt install python3-samba');
  });
});

describe('Python itself', () => {
  it('leaves no compiled file in the package', async () => {
    const compiled = templatePath('samba/agent/__pycache__');
    rmSync(compiled, { recursive: true, force: true });
    const error = await ask(start({})).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(existsSync(compiled)).toBe(false);
  });
});

function start(options: AgentOptions): Agent {
  const agent = new Agent(address, options);
  agents.push(agent);
  return agent;
}

/** A stand-in for Python: a shell script that speaks the agent's lines. */
function program(script: string): string {
  const path = join(folder, 'python');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return path;
}

const ask = (agent: Agent, parameters: Record<string, unknown> = {}): Promise<number> =>
  agent.request({ operation: 'ask', parameters, result: z.number(), doing: 'asking' });
