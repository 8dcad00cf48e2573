import { defined } from '../../defined.js';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readAnswersFile } from '../../files/answers-file.js';
import type { RequestAnswers } from '../../certificates/request/questions.js';
import type { EachProtocol } from '../../certificates/request/draft.js';
import { protocols, type Protocol } from '../../certificates/request/subject.js';

const text = z.string().exactOptional();
const list = z.union([z.string(), z.array(z.string())]).exactOptional();

/** What may differ from one protocol to the next. */
const each = z.strictObject({ keyName: text, fqdn: text, san: list });

/** Members are called as the options are; the checks of the questions follow. */
const answersFile = z.strictObject({
  format: z.literal(1),
  profile: text,
  protocol: list,
  out: text,
  keyName: text,
  digest: text,
  organization: text,
  unit: text,
  fqdn: text,
  san: list,
  country: text,
  state: text,
  locality: text,
  contact: text,
  email: text,
  phone: text,
  passwordFile: text,
  key: text,
  owaName: text,
  bits: z.union([z.string(), z.int().transform(String)]).exactOptional(),
  each: z
    .strictObject(Object.fromEntries(protocols.map((one) => [one, each.exactOptional()])))
    .exactOptional(),
});

export interface CsrAnswers {
  readonly answers: Readonly<RequestAnswers>;
  readonly passwordFile?: string;
  readonly key?: string;
  readonly owaName?: string;
  readonly each?: EachProtocol;
}

/**
 * Reads an answers file of `batten csr` (YAML). Files that it names are looked for beside it.
 * @throws UsageError that names the file and the member that does not fit
 */
export async function readCsrAnswers(path: string): Promise<CsrAnswers> {
  const given = await readAnswersFile(path, answersFile);
  const { passwordFile, key, owaName, each: perProtocol, protocol, san, ...answers } = given;
  const beside = (file: string): string => resolve(dirname(path), file);
  return {
    answers: {
      ...answers,
      ...(protocol !== undefined && { protocol: joined(protocol) }),
      ...(san !== undefined && { san: joined(san) }),
    },
    ...(passwordFile !== undefined && { passwordFile: beside(passwordFile) }),
    ...(key !== undefined && { key: beside(key) }),
    ...defined({ owaName }),
    ...(perProtocol !== undefined && { each: eachOf(perProtocol) }),
  };
}

const joined = (found: string | readonly string[]): string =>
  typeof found === 'string' ? found : found.join(',');

function eachOf(found: Partial<Record<Protocol, z.infer<typeof each>>>): EachProtocol {
  return Object.fromEntries(
    Object.entries(found).map(([protocol, { san, ...rest }]) => [
      protocol,
      { ...rest, ...(san !== undefined && { san: joined(san) }) },
    ]),
  );
}
