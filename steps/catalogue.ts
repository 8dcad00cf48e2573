import { beyondSteps } from './beyond-the-article/index.js';
import { steps } from './index.js';
import type { Step } from '../src/model/step.js';

/** What Batten knows: the article's steps, and the optional ones after them. */
export const everyStep: readonly Step[] = [...steps, ...beyondSteps];

/** What a command is about; without --beyond what the article asks for, and nothing else. */
export const chooseSteps = (beyond: boolean): readonly Step[] => (beyond ? everyStep : steps);
