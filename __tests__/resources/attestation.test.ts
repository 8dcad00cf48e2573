import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../src/errors.js';
import { attestation, kind } from '../../src/resources/attestation.js';
import { absent, present } from '../../src/model/reading.js';

const statement = 'The server stands in a locked room.';
const resource = kind.resource({ id: 'server-room-locked' });

describe('an attestation', () => {
  it('is read from a scene entry', () => {
    const { reading } = kind.entry({ id: 'server-room-locked', statement, scene: true });
    expect(reading).toEqual(present({ statement }));
    expect(kind.show(reading)).toBe(`attested: ${statement}`);
  });

  it('is never an empty statement', () => {
    expect(() => kind.entry({ id: 'server-room-locked', statement: '  ' })).toThrow(DataError);
  });

  it('counts only for the very sentence that was confirmed', () => {
    const attested = attestation('server-room-locked').attested(statement);
    expect(attested.met(present({ statement }))).toBe(true);
    expect(attested.met(present({ statement: 'The server stands in a room.' }))).toBe(false);
    expect(attested.met(absent)).toBe(false);
    expect(attested.words).toBe(`is attested: ${statement}`);
  });

  it('is known to be no more than a word', () => {
    expect(kind.byWord).toBe(true);
  });

  it('asks the operator for the sentence word for word', () => {
    expect(kind.change(resource, present({ statement }))).toContain(`2. ${statement}`);
    expect(kind.change(resource, absent).join(' ')).toContain('nothing on the server changes');
  });

  it('takes a sentence as an answer, but not silence', () => {
    expect(kind.parse(` ${statement} `, resource)).toEqual({ value: { statement } });
    expect(kind.parse(' ', resource)).toEqual({ problem: 'Answer with the statement.' });
  });
});
