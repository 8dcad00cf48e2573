import { TargetError } from '../../errors.js';
import type { DirectoryConnection } from './connection.js';
import { ldapName } from './names.js';

/** The names of the objects right below one, as the directory spells them; undefined where it does not tell all of them. */
export async function namesBelow(
  dn: string,
  connection: DirectoryConnection,
): Promise<readonly string[] | undefined> {
  try {
    const answer = await connection.search(
      // Not cn, which is the name for showing
      { base: ldapName(dn), scope: 'one', attributes: ['rdn'] },
      `listing ${dn}`,
    );
    if ('refused' in answer) return undefined;
    const names = answer.entries.map((entry) => entry.valuesOf('rdn')[0]?.toString());
    return names.every((name) => name !== undefined) ? names : undefined;
  } catch (error) {
    // A directory that went away is told of by the steps that need it
    if (error instanceof TargetError) return undefined;
    throw error;
  }
}
