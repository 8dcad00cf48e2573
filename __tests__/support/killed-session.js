// Run by node: a real session on a real server that is killed between its intent and its write, or between its write
// and its outcome. Arguments: folder of the built program, target, password file, state folder, `before` or `after`.
const [dist, target, passwordFile, state, when] = process.argv.slice(2);
const { openServer } = await import(`${dist}/src/connect/open-server.js`);
const { openTerminal } = await import(`${dist}/src/terminal/terminal.js`);
const { assess } = await import(`${dist}/src/engine/assess.js`);
const { applyStep } = await import(`${dist}/src/engine/apply.js`);
const { steps } = await import(`${dist}/steps/index.js`);

const streams = { input: process.stdin, output: process.stdout, errors: process.stderr, color: false };
const server = await openServer(target, 'batten harden', {
  terminal: openTerminal(streams),
  globals: { json: false, verbose: false, passwordFile, state },
  environment: process.env,
  signal: new AbortController().signal,
  write: () => undefined,
});
const step = steps.find((one) => one.id === 'recipient-limit');
const [finding] = await assess([step], () => undefined, server.facts, server.access);
await applyStep(finding, server.facts, server.journal, {
  read: server.access.read,
  async write(resource, to) {
    if (when === 'after') await server.access.write(resource, to);
    process.kill(process.pid, 'SIGKILL');
  },
});
