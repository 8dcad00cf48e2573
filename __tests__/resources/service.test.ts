import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../src/errors.js';
import { absent, present } from '../../src/model/reading.js';
import { dependantsOf, kind, service, type ServiceValue } from '../../src/resources/service.js';

const messenger = {
  name: 'Messenger',
  display: 'Messenger',
  start: 'automatic',
  state: 'running',
  dependsOn: ['LanmanWorkstation', 'NetBIOS'],
  account: 'LocalSystem',
  source: 'windows-nt4/services',
  note: 'left over',
};

describe('a service', () => {
  it('is read from a scene entry without the members that are not about it', () => {
    const { resource, reading } = kind.entry(messenger);
    expect(resource).toEqual({ kind: 'service', key: 'service:messenger', address: { name: 'Messenger' } });
    const { start, state, display, account, dependsOn } = messenger;
    expect(reading).toEqual(present({ start, state, display, account, dependsOn }));
  });

  it('is the same service whatever the case of its name', () => {
    expect(service('MESSENGER').resource.key).toBe(service('messenger').resource.key);
  });

  it('refuses a start type that NT does not know', () => {
    expect(() => kind.entry({ ...messenger, start: 'delayed' })).toThrow(DataError);
  });

  it('refuses a name that would leave its place in a command', () => {
    expect(() => service('a" & format')).toThrow(/no slash or quotation mark/);
  });

  it('compares what Batten sets, not who runs it or what it is called', () => {
    const found = present<ServiceValue>({ start: 'manual', state: 'stopped', account: 'LocalSystem' });
    expect(kind.equal(found, present({ start: 'manual', state: 'stopped', account: 'other' }))).toBe(true);
    expect(kind.equal(found, present({ start: 'manual', state: 'running', account: 'LocalSystem' }))).toBe(
      false,
    );
    expect(kind.equal(found, present({ start: 'disabled', state: 'stopped' }))).toBe(false);
  });

  it('shows start type and state in one line', () => {
    expect(kind.show(kind.entry(messenger).reading)).toBe('automatic, running');
  });
});

describe('disabled()', () => {
  const disabled = service('Messenger').disabled();

  it('is met by a disabled, stopped service and by one that is not installed', () => {
    expect(disabled.met(present({ start: 'disabled', state: 'stopped' }))).toBe(true);
    expect(disabled.met(absent)).toBe(true);
  });

  it('is not met while the service still runs or could be started', () => {
    expect(disabled.met(present({ start: 'disabled', state: 'running' }))).toBe(false);
    expect(disabled.met(present({ start: 'manual', state: 'stopped' }))).toBe(false);
  });

  it('aims at a disabled service that keeps its other members, and never creates one', () => {
    const { reading } = kind.entry(messenger);
    expect(reading.state === 'present' && disabled.aim(reading)).toEqual(
      present({
        start: 'disabled',
        state: 'stopped',
        display: 'Messenger',
        account: 'LocalSystem',
        dependsOn: ['LanmanWorkstation', 'NetBIOS'],
      }),
    );
    expect(disabled.aim(absent)).toEqual(absent);
  });
});

describe('stopped()', () => {
  it('leaves the start type alone', () => {
    const stopped = service('Spooler').stopped();
    expect(stopped.aim(present({ start: 'automatic', state: 'running' }))).toEqual(
      present({ start: 'automatic', state: 'stopped' }),
    );
    expect(stopped.met(present({ start: 'automatic', state: 'stopped' }))).toBe(true);
  });
});

describe('by hand', () => {
  const { resource } = service('Messenger');

  it.each([
    ['automatic running', { start: 'automatic', state: 'running' }],
    [' Manual,  Stopped ', { start: 'manual', state: 'stopped' }],
    ['Automatic Started', { start: 'automatic', state: 'running' }],
  ])('understands %j', (answer, value) => {
    expect(kind.parse(answer, resource)).toEqual({ value });
  });

  it.each(['', 'automatic', 'paused manual', 'automatic paused', 'Automatisch gestartet'])(
    'asks again after %j',
    (answer) => {
      expect(kind.parse(answer, resource)).toEqual({
        problem: expect.stringContaining('then running or stopped'),
      });
    },
  );

  it('stops a service before it disables it, with the space that sc wants', () => {
    const lines = kind.change(resource, present({ start: 'disabled', state: 'stopped' }));
    expect(lines.join('\n')).toMatch(
      /Select Messenger\.[^]*choose Stop[^]*choose Startup, then Disabled[^]*net stop Messenger[^]*sc config Messenger start= disabled[^]*Start, REG_DWORD 4;/i,
    );
  });

  it('allows a service to start before it starts it', () => {
    const lines = kind.change(resource, present({ start: 'automatic', state: 'running' }));
    expect(lines.join('\n')).toMatch(
      /then Automatic[^]*choose Start\.[^]*start= auto[^]*net start Messenger[^]*REG_DWORD 2;/,
    );
  });

  it('lets no sign of a name begin a command of its own, and no line end a line', () => {
    const to = present<ServiceValue>({ start: 'manual', state: 'stopped', display: 'Two\r\nlines' });
    const lines = kind.change(service('a&format').resource, to);
    expect(lines).toContain('    net stop "a&format"');
    expect(lines.join('\n')).toContain('Select Two\\r\\nlines.');
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
  });

  it('quotes a name with a space', () => {
    const named = service('My Agent').resource;
    expect(kind.change(named, present({ start: 'manual', state: 'stopped' }))).toContain(
      '    net stop "My Agent"',
    );
  });
});

describe('dependants', () => {
  const readings = (entries: Record<string, ServiceValue>) =>
    new Map(Object.entries(entries).map(([name, value]) => [name, present(value)]));
  const running = (...dependsOn: string[]): ServiceValue => ({
    start: 'automatic',
    state: 'running',
    dependsOn,
  });

  it('are found through services between, without case', () => {
    const found = readings({ IMC: running('STORE'), Store: running('Directory'), Directory: running() });
    expect(dependantsOf('directory', [], found)).toEqual(['Store', 'IMC']);
  });

  it('are found whichever of the two is read first', () => {
    const found = readings({ Store: running('Directory'), IMC: running('Store') });
    expect(dependantsOf('Directory', [], found)).toEqual(['Store', 'IMC']);
  });

  it('do not count when they go too, are disabled, or wait stopped for a manual start', () => {
    const found = readings({
      ClipSrv: running('NetDDE'),
      Off: { start: 'disabled', state: 'stopped', dependsOn: ['NetDDE'] },
      Idle: { start: 'manual', state: 'stopped', dependsOn: ['NetDDE'] },
    });
    expect(dependantsOf('NetDDE', ['clipsrv'], found)).toEqual([]);
    expect(dependantsOf('NetDDE', [], found)).toEqual(['ClipSrv']);
  });

  it('count when they were started by hand', () => {
    const found = readings({ Idle: { start: 'manual', state: 'running', dependsOn: ['NetDDE'] } });
    expect(dependantsOf('NetDDE', [], found)).toEqual(['Idle']);
  });

  it('end in a ring of services that name each other', () => {
    const found = readings({ A: running('B'), B: running('A') });
    expect(dependantsOf('A', [], found)).toEqual(['B']);
  });
});
