import type { Reading, Settable } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import { byHandDriver } from '../../../src/targets/by-hand/by-hand.js';
import { terminalOperator } from '../../../src/targets/by-hand/terminal-operator.js';
import type { Driver } from '../../../src/targets/driver.js';
import { scriptedOperator, type ScriptedAnswer } from '../scripted-operator.js';
import type { KindSample } from './kind-sample.js';

/**
 * The by-hand driver with somebody at the console who does as told: looks at what the server holds, answers in the
 * kind's own words, and makes the changes that can be made there.
 */
export function driverByHand(sample: KindSample, server: Map<string, Reading>): Driver {
  const held = (resource: Resource): Reading => server.get(resource.key) ?? { state: 'absent' };
  const seen = (resource: Resource): readonly ScriptedAnswer[] => {
    const reading = held(resource);
    if (reading.state === 'absent') return ['absent'];
    if (reading.state === 'unreadable') return ['cannot-tell'];
    return ['there', sample.answer(reading.value, resource) ?? ''];
  };
  const change = (resource: Resource, to: Settable): readonly ScriptedAnswer[] => {
    if (held(resource).state === 'unreadable') return ['not-done'];
    server.set(resource.key, to);
    return ['done'];
  };
  const scripted = (answers: readonly ScriptedAnswer[]): Driver =>
    byHandDriver(terminalOperator(scriptedOperator(answers)));
  return {
    read(resources) {
      // Nobody is sent twice to see the same thing
      const distinct = new Map(resources.map((resource) => [resource.key, resource]));
      return scripted([...distinct.values()].flatMap(seen)).read(resources);
    },
    write: (resource, to) => scripted(change(resource, to)).write(resource, to),
  };
}
