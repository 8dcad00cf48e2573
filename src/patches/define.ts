import { defined } from '../defined.js';
import type { Patch, Product, Sign, Uninstall } from './patch.js';

export const hotfixKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Hotfix';
/** Fixes of Exchange 5.5 register below a Service Pack 5 that never was (MS01-041, MS03-046). */
export const exchangeKey = 'HKLM\\SOFTWARE\\Microsoft\\Updates\\Exchange Server 5.5\\SP5';
export const componentKey = 'HKLM\\SOFTWARE\\Microsoft\\Active Setup\\Installed Components';

const defaulted = {
  onlyWith: [],
  requires: [],
  installAfter: [],
  supersedes: [],
  dangers: [],
  checks: [],
  notes: [],
} as const;

type Defaulted = keyof typeof defaulted;

/** A patch as its data file writes it: lists that are empty are left out, and so is what the number says. */
export type PatchData = Omit<Patch, Defaulted | 'version' | 'sources' | 'confidence' | 'product'> &
  Partial<Pick<Patch, Defaulted | 'version' | 'sources' | 'confidence'>>;

export function patchOf(product: Product, data: PatchData): Patch {
  const numbers = [data.kb, data.bulletin].filter((one) => one !== undefined);
  return {
    ...defaulted,
    version: data.kb ?? data.title,
    confidence: 'high',
    ...data,
    product,
    sources: [...new Set([...numbers, ...(data.sources ?? [])])],
  };
}

/** What an NT 4.0 hotfix has in common with the others: its family, its key and its uninstall folder (Q184305). */
export function hotfix(kb: string, files: readonly Sign[] = [], folder = kb) {
  return {
    kb,
    appliesTo: 'Windows NT 4.0 Server SP6a',
    reboot: true,
    installer: 'hotfix-exe',
    signs: [{ anyKey: keysOf(kb) }, ...files],
    uninstall: { by: 'hotfix-exe', folder: `%SystemRoot%\\$NtUninstall${folder}$` },
    requires: ['nt4-sp6a'],
  } as const satisfies Partial<Patch>;
}

/** What a fix of Exchange 5.5 has in common with the others: the family with windows of its own (Q257946). */
export function exchangeFix(kb: string, files: readonly Sign[], uninstall?: Uninstall) {
  return {
    kb,
    appliesTo: 'Exchange Server 5.5 SP4',
    installer: 'gui-hotfix',
    signs: [{ anyKey: [`${exchangeKey}\\${kb}`] }, ...files],
    uninstall: uninstall ?? { by: 'gui-hotfix', folder: `%EXCHSRVR%\\${kb}` },
    requires: ['ex55-sp4'],
  } as const satisfies Partial<Patch>;
}

export const file = (path: string, atLeast: string, within?: string): Sign => ({
  file: path,
  atLeast,
  ...defined({ within }),
});

/** A number without a prefix is of mid-2003, when keys went from Q to KB names: either may have been used. */
function keysOf(kb: string): readonly [string, ...string[]] {
  return /^\d/.test(kb) ? [`${hotfixKey}\\Q${kb}`, `${hotfixKey}\\KB${kb}`] : [`${hotfixKey}\\${kb}`];
}
