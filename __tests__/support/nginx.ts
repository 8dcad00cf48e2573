import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why the tests of a front cannot run here, or undefined. */
export function nginxMissing(): string | undefined {
  const needed = ['/usr/sbin/nginx', '/usr/lib/nginx/modules/ngx_stream_module.so', '/usr/bin/certtool'];
  if (needed.every((path) => existsSync(path))) {
    return process.getuid?.() === 0 || existsSync('/var/lib/nginx/body')
      ? undefined
      : 'nginx has to be started once by root, or the tests run as root';
  }
  return 'nginx or certtool is missing; install them with: sudo apt-get install nginx-light libnginx-mod-stream gnutls-bin';
}

export interface Nginx {
  stop(): Promise<void>;
}

/** Runs an nginx of its own with a configuration, until it listens on a port. */
export async function startNginx(configuration: string, port: number): Promise<Nginx> {
  const child = spawn('/usr/sbin/nginx', ['-c', configuration, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  for (let tries = 0; !(await listens(port)); tries++) {
    if (child.exitCode !== null || tries > 1200) {
      child.kill('SIGKILL');
      throw new Error(`nginx does not listen on ${port}: ${errors}`);
    }
    await sleep(50);
  }
  return { stop: () => ended(child) };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => {
      resolve();
    });
    child.kill('SIGQUIT');
  });
}
