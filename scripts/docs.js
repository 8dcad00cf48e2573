// npm run docs: docs/coverage.md and docs/steps/ from the steps themselves.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pages } from '../dist/src/commands/docs-pages.js';

const root = new URL('../docs/', import.meta.url);
mkdirSync(new URL('steps/', root), { recursive: true });
for (const [name, text] of await pages()) writeFileSync(new URL(name, root), text);
