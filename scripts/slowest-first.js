import Sequencer from '@jest/test-sequencer';

/** Of files whose time is not known from an earlier run, those that wait for servers and processes take longest. */
const slow = [/[\\/](peers[\\/]kit-|slow[\\/])/, /[\\/](peers|cli)[\\/]/];

/** A long file that begins last keeps one worker busy while the others idle: Jest's own order, but long ones first. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.every(({ duration }) => duration !== undefined)
      ? sorted
      : sorted.sort((one, other) => rank(one) - rank(other));
  }
}

const rank = ({ path }) => {
  const found = slow.findIndex((pattern) => pattern.test(path));
  return found === -1 ? slow.length : found;
};
