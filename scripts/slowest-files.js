// slowest-files.js FILE: the ten test files of a run (Jest's --json --outputFile) that took longest.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const files = testResults
  .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
  .sort((one, other) => other.seconds - one.seconds);
for (const { name, seconds } of files.slice(0, 10))
  console.log(`      ${seconds.toFixed(1).padStart(6)}s  ${relative('.', name)}`);
