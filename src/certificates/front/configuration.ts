import { isIPv4 } from 'node:net';
import { UsageError } from '../../errors.js';
import { hostNameProblem } from '../request/host-name.js';

/** What a front serves: the port it listens on, and the server's own for the same in clear text. */
export const frontServices = {
  https: { listen: 443, port: 80 },
  redirect: { listen: 80, port: 80 },
  imaps: { listen: 993, port: 143 },
  pop3s: { listen: 995, port: 110 },
  smtps: { listen: 465, port: 25 },
} as const;

export type FrontService = keyof typeof frontServices;

export interface Served {
  readonly service: FrontService;
  readonly listen: number;
  readonly port: number;
}

export interface FrontAnswers {
  /** The name that users type. */
  readonly name: string;
  /** Address or host name of the server behind. */
  readonly server: string;
  readonly serves: readonly Served[];
  /** Absolute paths. */
  readonly certificate: string;
  readonly key: string;
  readonly folder: string;
}

/** The templates of templates/front/. */
export type FrontTemplates = Readonly<
  Record<'nginx' | 'http' | 'https' | 'redirect' | 'stream' | 'mail', string>
>;

/** Reads `imaps` or `https=8443:8080`: the port to listen on, then the server's. @throws UsageError */
export function servedOf(text: string): Served {
  const [, name = '', listen, port] = /^([a-z0-9]+)(?:=(\d{1,5})(?::(\d{1,5}))?)?$/.exec(text) ?? [];
  const service = serviceNames.find((one) => one === name);
  if (service === undefined) {
    throw new UsageError(
      `--serve ${text}: give ${serviceNames.join(', ')}, with ports as in https=8443 or https=8443:8080.`,
    );
  }
  const usual = frontServices[service];
  return {
    service,
    listen: portOf(listen, usual.listen, text),
    port: portOf(port, usual.port, text),
  };
}

const isService = (name: string): name is FrontService => name in frontServices;
const serviceNames: readonly FrontService[] = Object.keys(frontServices).filter(isService);

function portOf(given: string | undefined, usual: number, text: string): number {
  if (given === undefined) return usual;
  const port = Number(given);
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(`--serve ${text}: a port is a number from 1 to 65535.`);
}

/**
 * The configuration of an nginx that speaks TLS before the server. Each value is checked to be a plain name, number or
 * path before it goes in, so that none can become a directive.
 * @throws UsageError that names the value
 */
export function frontConfiguration(answers: FrontAnswers, templates: FrontTemplates): string {
  checkAnswers(answers);
  const { serves, name, server, certificate, key, folder } = answers;
  const values = { name, server, certificate, key, folder };
  const servers = (kind: 'web' | 'mail'): string =>
    serves
      .filter(({ service }) => (service === 'https' || service === 'redirect') === (kind === 'web'))
      .map(({ service, listen, port }) =>
        filled(service === 'https' || service === 'redirect' ? templates[service] : templates.mail, {
          ...values,
          service,
          listen: String(listen),
          port: String(port),
        }),
      )
      .join('');
  const block = (template: string, inner: string): string =>
    inner === '' ? '' : filled(template, { ...values, servers: inner });
  return filled(templates.nginx, {
    ...values,
    http: block(templates.http, servers('web')),
    stream: block(templates.stream, servers('mail')),
  });
}

function checkAnswers({ name, server, serves, certificate, key, folder }: FrontAnswers): void {
  const nameProblem = name.includes('*')
    ? 'A front answers to one name, not to a wildcard.'
    : hostNameProblem(name);
  if (nameProblem !== undefined) throw new UsageError(`--name ${name}: ${nameProblem}`);
  const serverProblem = isIPv4(server)
    ? undefined
    : server.includes('*')
      ? 'no wildcard'
      : hostNameProblem(server);
  if (serverProblem !== undefined) {
    throw new UsageError(`--server ${server}: give an IPv4 address or a host name (${serverProblem})`);
  }
  for (const [option, path] of Object.entries({
    '--certificate': certificate,
    '--key': key,
    '--out': folder,
  })) {
    if (!isPlainPath(path)) {
      throw new UsageError(
        `${option} ${path}: nginx cannot take that path; use letters, digits, . _ - and blanks.`,
      );
    }
  }
  if (serves.length === 0) throw new UsageError('--serve: a front serves at least one of its services.');
  const taken = serves.map(({ listen }) => listen);
  const twice = taken.find((port, index) => taken.indexOf(port) !== index);
  if (twice !== undefined) throw new UsageError(`--serve: port ${twice} is given twice.`);
}

/** Nothing that ends a quoted word, begins a variable, or could be taken for a pattern. */
const isPlainPath = (path: string): boolean => /^\/[\p{L}\p{N} ._@+/-]+$/u.test(path);

/** Each mark is filled once, so a value that looks like a mark stays as it is. */
const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => values[name] ?? mark);
