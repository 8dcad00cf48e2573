// npm start: the wizard on the lab; without a terminal the same session from the answers that come with it.
const session = ['harden', '--target', 'lab:'];
const answers = ['--answers', 'templates/lab/answers.yaml', '--yes'];
const interactive = process.stdin.isTTY && process.stdout.isTTY;
process.argv.splice(2, Infinity, ...session, ...(interactive ? [] : answers));
await import('../dist/src/cli/bin.js');
