import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { groupMembership, kind } from '../../src/resources/group-membership.js';
import { absent, present, type Settable } from '../../src/model/reading.js';
import { judge } from '../../src/engine/judge.js';
import { kind as rightKind, userRight } from '../../src/resources/user-right.js';

const service = 'S-1-5-21-1060284298-1417001333-682003330-1010';
const admins = 'S-1-5-32-544';
const entry = { authority: 'NTEX01', sid: admins, name: 'Administratoren', members: [service, 'S-1-5-18'] };

const sids = fc.constantFrom(service, admins, 'S-1-1-0', 'S-1-5-21-1-2-3-500');
const found = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Settable>(absent) },
  { weight: 5, arbitrary: fc.uniqueArray(sids).map<Settable>((members) => present({ members })) },
);

describe('a group', () => {
  it('is known by its SID, whatever it is called on the server', () => {
    const { resource, reading } = kind.entry(entry);
    expect(resource.address).toEqual({ authority: 'NTEX01', sid: admins });
    expect(kind.describe(resource)).toEqual({ place: 'Groups of NTEX01', name: 'Administrators' });
    expect(kind.show(reading)).toBe(`${service}, SYSTEM`);
  });

  it('refuses members by name', () => {
    expect(() => kind.entry({ ...entry, members: ['EXAMPLE\\ExchSrv'] })).toThrow(DataError);
  });

  it('is the same in any order of members and under any name', () => {
    expect(
      kind.equal(present({ members: [admins, service] }), present({ members: [service, admins], name: 'x' })),
    ).toBe(true);
    expect(kind.equal(present({ members: [admins] }), present({ members: [] }))).toBe(false);
  });

  it('meets what it aims at, with and without a member', () => {
    const { includes, without } = groupMembership('NTEX01', admins);
    for (const expectation of [includes(service), without(service)]) {
      fc.assert(fc.property(found, (reading) => expectation.met(expectation.aim(reading))));
    }
  });

  it('loses one member and keeps the others and its name', () => {
    const { reading } = kind.entry(entry);
    if (reading.state !== 'present') throw new Error('absent');
    expect(groupMembership('NTEX01', admins).without(service).aim(reading)).toEqual(
      present({ name: 'Administratoren', members: ['S-1-5-18'] }),
    );
  });

  it('by hand is answered with the names that the list shows', () => {
    const { resource } = kind.entry(entry);
    expect(kind.parse(`${service}, SYSTEM`, resource)).toEqual({ value: { members: [service, 'S-1-5-18'] } });
    expect(kind.parse('none', resource)).toEqual({ value: { members: [] } });
    const names = { [service]: 'EXAMPLE\\ExchSrv', [admins]: 'VORDEFINIERT\\Administratoren' };
    expect(kind.parse('example\\exchsrv, Administratoren', resource, names)).toEqual({
      value: { members: [service, admins] },
    });
    expect(kind.parse('EXAMPLE\\ExchSrv', resource)).toEqual({
      problem: expect.stringMatching(/not understood.*getsid/),
    });
  });

  it('of a domain is changed at the domain, one of the server at the server', () => {
    const domain = kind.resource({ authority: 'EXAMPLE', sid: 'S-1-5-21-1-2-3-512' });
    const was = present({ members: [service] });
    const names = { [service]: 'EXAMPLE\\ExchSrv' };
    expect(kind.change(domain, present({ members: [] }), names, was)).toContain(
      '    net group "Domain Admins" ExchSrv /delete /domain',
    );
    const local = kind.resource({ authority: 'NTEX01', sid: admins });
    expect(kind.change(local, was, names, present({ members: [] }))).toContain(
      '    net localgroup "Administrators" EXAMPLE\\ExchSrv /add',
    );
    const unnamed = kind.change(local, was).join('\n');
    expect(unnamed).toMatch(/account 1010[^]*Note: [^]*getsid/);
    expect(unnamed).not.toMatch(/^ {4}/m);
  });
});

describe('a user right', () => {
  const right = userRight('SeTcbPrivilege');

  it('that nobody holds is absent, and gets its first holder', () => {
    expect(right.includes(service).met(absent)).toBe(false);
    expect(right.includes(service).aim(absent)).toEqual(present({ holders: [service] }));
    expect(right.without(service).met(absent)).toBe(true);
  });

  it('keeps its other holders', () => {
    const reading = present({ holders: [admins] });
    expect(right.includes(service).aim(reading)).toEqual(present({ holders: [admins, service] }));
  });

  it('is called as User Manager calls it, with the tick that shows it', () => {
    expect(rightKind.describe(right.resource).name).toBe('Act as part of the operating system');
    expect(rightKind.change(right.resource, present({ holders: [admins] })).join('\n')).toMatch(
      /Tick Show Advanced User Rights\.[^]*Under Right choose Act as part[^]*ntrights \+r SeTcbPrivilege -u Administrators/,
    );
    const local = userRight('SeInteractiveLogonRight').resource;
    expect(rightKind.look(local).join('\n')).not.toContain('Advanced');
  });

  it('refuses a name that is no right', () => {
    expect(() => userRight('Log on as a service')).toThrow(DataError);
  });
});

describe('a right that nobody holds', () => {
  it('is absent on a server, so taking it from the last holder took', () => {
    const right = userRight('SeTcbPrivilege');
    const aim = right.without(service).aim(present({ holders: [service] }));
    const change = { resource: right.resource, before: present({ holders: [service] }), after: aim };
    expect(judge(change, absent).outcome).toBe('verified');
    expect(rightKind.equal(absent, present({ holders: [] }))).toBe(true);
    expect(rightKind.equal(absent, present({ holders: [admins] }))).toBe(false);
    expect(judge(change, change.before).outcome).toBe('ineffective');
    expect(kind.equal(absent, present({ members: [] }))).toBe(false);
  });
});
