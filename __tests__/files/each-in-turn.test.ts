import { expect, it } from '@jest/globals';
import { eachInTurn } from '../../src/files/each-in-turn.js';

it('does all of it in order, whatever came of those before, and throws the first error', async () => {
  const done: string[] = [];
  const fails = (what: string) => (): Promise<void> => {
    done.push(what);
    return Promise.reject(new Error(what));
  };
  await expect(
    eachInTurn([() => done.push('first'), fails('second'), fails('third'), () => done.push('fourth')]),
  ).rejects.toThrow('second');
  expect(done).toEqual(['first', 'second', 'third', 'fourth']);
});
