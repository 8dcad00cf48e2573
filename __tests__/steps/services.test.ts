import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../src/model/facts.js';
import type { Resource } from '../../src/model/resource.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import { service, type ServiceValue } from '../../src/resources/service.js';
import { disposable, indispensable } from '../../steps/security-changes/windows/service-catalogue.js';
import { servicesStep as step } from '../../steps/security-changes/windows/services.js';
import { memberServer, without } from '../support/facts.js';

const running = (...dependsOn: string[]): ServiceValue => ({
  start: 'automatic',
  state: 'running',
  dependsOn,
});
const withoutWeb: Facts = { ...memberServer, outlookWebAccess: false };

function objections(options: unknown, services: Record<string, ServiceValue>, facts = withoutWeb) {
  const readings = new Map<string, Reading>(
    Object.entries(services).map(([name, value]) => [service(name).resource.key, present(value)]),
  );
  const found = ({ key }: Resource) => readings.get(key) ?? absent;
  return step.objections(found, step.parseOptions(options), facts).map(({ reason }) => reason);
}

const chosen = (options: unknown) =>
  step.expects(step.parseOptions(options), memberServer).map(({ resource }) => resource.key);

describe('services', () => {
  it('disables by default only what nothing on an Exchange server needs', () => {
    expect(chosen({})).toEqual([
      'service:alerter',
      'service:messenger',
      'service:clipsrv',
      'service:netdde',
      'service:netddedsdm',
      'service:simptcp',
      'service:gophersvc',
      'service:mnmsrvc',
    ]);
  });

  it('stops dependants before what they depend on, whatever the order of the choice', () => {
    expect(chosen({ disable: ['NetDDEdsdm', 'NetDDE', 'ClipSrv'] })).toEqual([
      'service:clipsrv',
      'service:netdde',
      'service:netddedsdm',
    ]);
  });

  it('is satisfied where the services are off or were never installed', () => {
    const [alerter] = step.expects(step.parseOptions({}), memberServer);
    expect(alerter?.met(absent)).toBe(true);
    expect(alerter?.met(present({ start: 'disabled', state: 'stopped' }))).toBe(true);
    expect(alerter?.met(present({ start: 'automatic', state: 'running' }))).toBe(false);
  });

  it.each(Object.entries(indispensable))('never disables %s, and says why', (name, reason) => {
    expect(() => step.parseOptions({ disable: ['Messenger', name] })).toThrow(
      `services do not fit at disable.1: ${name} is never disabled: ${reason}`,
    );
  });

  it('advises to switch off a few at a time', () => {
    expect(step.mayBreak.join('\n')).toMatch(/take a few, restart the server/);
  });

  it('refuses a service that it knows nothing about', () => {
    expect(() => step.parseOptions({ disable: ['McShield'] })).toThrow(/McShield is not one of the services/);
  });

  it('offers nothing that it also calls indispensable', () => {
    expect(disposable.filter(({ name }) => Object.hasOwn(indispensable, name))).toEqual([]);
  });

  it('reads what may depend on a service, those to be kept included', () => {
    const watched = step.observes(step.parseOptions({ keep: ['AcmeConnector'] }), memberServer);
    const keys = watched.map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining(['service:msexchangesa', 'service:w3svc', 'service:acmeconnector']),
    );
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('objections', () => {
  it('are raised when a service that stays needs the one that goes', () => {
    const [reason, ...more] = objections(
      { disable: ['MSExchangeMSMI'] },
      { MSExchangeMSMI: running('MSExchangeDS'), MSExchangeATMTA: running('EventLog', 'MSExchangeMSMI') },
    );
    expect(reason).toBe('MSExchangeATMTA would stop: it needs MSExchangeMSMI. Leave MSExchangeMSMI out.');
    expect(more).toEqual([]);
  });

  it('are raised for a third party that was named', () => {
    const services = { Spooler: running(), AcmeFax: running('Spooler') };
    expect(objections({ disable: ['Spooler'], keep: ['AcmeFax'] }, services)).toHaveLength(1);
  });

  it('are raised for every service that the server lists, without naming it', () => {
    const services = { Spooler: running(), AcmeFax: running('Spooler') };
    const listed = { ...withoutWeb, services: ['SPOOLER', 'AcmeFax'] };
    expect(step.observes(step.parseOptions({}), listed).map(({ key }) => key)).toContain('service:acmefax');
    expect(objections({ disable: ['Spooler'] }, services, listed)).toEqual([
      'AcmeFax would stop: it needs Spooler. Leave Spooler out.',
    ]);
    expect(objections({ disable: ['Spooler'] }, services)).toEqual([]);
  });

  it('are raised when the need goes through another service', () => {
    const services = { TapiSrv: running(), RasMan: running('TapiSrv'), AcmeDialer: running('RasMan') };
    const reasons = objections({ disable: ['TapiSrv', 'RasMan'], keep: ['AcmeDialer'] }, services);
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toContain('AcmeDialer would stop');
  });

  it('are not raised when both go', () => {
    const services = { NetDDE: running(), ClipSrv: running('NetDDE') };
    expect(objections({ disable: ['NetDDE', 'ClipSrv'] }, services)).toEqual([]);
  });

  it('are not raised for a service that is not there', () => {
    expect(objections({ disable: ['MSDTC'] }, {}, memberServer)).toEqual([]);
  });

  it.each(['W3SVC', 'IISADMIN', 'MSDTC', 'LicenseService'])(
    'keep %s where Outlook Web Access runs or may run',
    (name) => {
      const services = { [name]: running() };
      const unknown: Facts = { name: 'NTEX01' };
      expect(objections({ disable: [name] }, services, memberServer)).toEqual([
        expect.stringContaining('Q189271'),
      ]);
      expect(objections({ disable: [name] }, services, unknown)).toHaveLength(1);
      expect(objections({ disable: [name] }, services, withoutWeb)).toEqual([]);
    },
  );

  it('keep MSDTC where another web site runs', () => {
    const services = { MSDTC: running(), W3SVC: running() };
    expect(objections({ disable: ['MSDTC'] }, services)).toHaveLength(1);
    expect(objections({ disable: ['MSDTC', 'W3SVC'] }, services)).toEqual([]);
  });

  it.each(['MSExchangeMSMI', 'MSExchangeDX', 'MSExchangeFB', 'MSExchangeATMTA'])(
    'keep %s as long as MS Mail is in use',
    (name) => {
      const chosen = { disable: [name] };
      const services = { [name]: running() };
      const inUse = { ...withoutWeb, msMailConnector: true };
      expect(objections(chosen, services, inUse)).toEqual([expect.stringMatching(/MS Mail.*Leave/)]);
      expect(objections(chosen, services, { ...withoutWeb, msMailConnector: false })).toEqual([]);
      expect(objections(chosen, services, without(inUse, 'msMailConnector'))).toEqual([
        expect.stringMatching(/Nobody said whether.*MS Mail/),
      ]);
    },
  );

  it('keep the browser of a domain controller', () => {
    const services = { Browser: running() };
    expect(objections({ disable: ['Browser'] }, services, { ...withoutWeb, role: 'LanmanNT' })).toHaveLength(
      1,
    );
    expect(objections({ disable: ['Browser'] }, services)).toEqual([]);
  });
});
