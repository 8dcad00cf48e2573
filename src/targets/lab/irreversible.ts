import type { StepHistory } from '../../journal/history.js';
import { findPatch } from '../../patches/catalogue.js';
import { kind as software } from '../../resources/software.js';

/** Whether something of a step stands that no undo takes back on a real server: an irreversible step, a patch that does not come off. */
export const onlyABackupBringsBack = ({ reversibility, standing }: StepHistory): boolean =>
  standing.length > 0 &&
  (reversibility === 'irreversible' ||
    standing.some(
      ({ resource, after }) =>
        resource.kind === software.name &&
        after.state === 'present' &&
        findPatch(software.addressOf(resource).id)?.uninstall.by === 'nothing',
    ));
