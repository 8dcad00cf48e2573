import type { Expectation } from '../src/model/expectation.js';
import type { Facts } from '../src/model/facts.js';
import { attestation } from '../src/resources/attestation.js';

/**
 * On a node of a cluster, a person's word for the other node, which Exchange moves to; nothing on other servers. What is read is read of
 * this node alone.
 *
 * @param statement a full sentence about the other node
 */
export const onOtherNode = (
  { cluster }: Facts,
  id: `other-node-${string}`,
  statement: string,
): readonly Expectation[] => (cluster === true ? [attestation(id).attested(statement)] : []);
