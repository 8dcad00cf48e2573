import type { Gate } from '../../engine/gate.js';
import { gateSentence } from '../../engine/gate-sentence.js';
import type { Stage } from '../../model/stage.js';
import { wrap } from '../../terminal/layout.js';

/** Why a stage is not open, and when it will be. */
export function gateLines(
  stage: Stage,
  gate: Gate & { readonly open: false },
  width: number,
): readonly string[] {
  return wrap(gateSentence(stage, gate), width);
}
