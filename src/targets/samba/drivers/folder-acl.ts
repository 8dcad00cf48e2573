import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import type { FolderAclAddress, FolderAclValue } from '../../../resources/folder-acl.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import { isSddl } from '../../../resources/acl/sddl.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';

const item = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), sddl: z.string() }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

/** SDDL's two letters for accounts whose SID only their domain knows (DA, LG ...); Samba would need that SID to write them. */
const ofADomain = /;(?:AP|CA|CN|DA|DC|DD|DG|DU|EA|EK|KA|LA|LG|PA|RO|RS|SA)\)/i;

/**
 * NTFS permissions over the administrative share of their drive. The list of this one folder or file is set, as cacls
 * without /T does: what is in the folder keeps its own list, and what is made there later inherits from the new one.
 * Owner, group and audit entries stay.
 */
export class FolderAclDriver implements TypedDriver<FolderAclAddress, FolderAclValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly FolderAclAddress[]): Promise<readonly Reading<FolderAclValue>[]> {
    const readings: Reading<FolderAclValue>[] = [];
    for (const { path } of addresses) {
      const found = await this.#agent.request({
        operation: 'readFolderAcl',
        parameters: { path },
        result: item,
        doing: `reading the permissions of ${path}`,
      });
      readings.push(readingOf(found));
    }
    return readings;
  }

  async write({ path }: FolderAclAddress, to: Settable<FolderAclValue>): Promise<void> {
    if (to.state === 'absent') {
      throw new TargetError(
        `${path} was not removed: Batten makes and removes no folders. Do it at the console if it has to go.`,
      );
    }
    const { sddl } = to.value;
    if (ofADomain.test(sddl)) {
      throw new TargetError(
        `The permissions of ${path} were not set: they name an account by letters that only its domain can resolve. ` +
          'Give its SID instead.',
      );
    }
    await this.#agent.request({
      operation: 'writeFolderAcl',
      parameters: { path, sddl },
      result: z.object({}),
      doing: `setting the permissions of ${path}`,
    });
  }
}

function readingOf(found: z.infer<typeof item>): Reading<FolderAclValue> {
  if (found.state === 'absent') return absent;
  if (found.state === 'unreadable') return unreadable(found.reason);
  return isSddl(found.sddl)
    ? present({ sddl: found.sddl })
    : unreadable('the server gave permissions of a form that Batten does not know');
}
