// npm run docs: docs/coverage.md and docs/steps/ from the steps themselves, and the tables of docs/verification.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { pages } from './pages.js';

const root = join(packageRoot(), 'docs');
mkdirSync(join(root, 'steps'), { recursive: true });
for (const [name, text] of await pages()) writeFileSync(join(root, name), text);
