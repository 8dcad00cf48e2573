import { checklist, type ByHandItem } from './checklist.js';
import { directoryFiles } from './directory-files.js';
import { kitFile, type KitFiles } from '../folder/kit-files.js';
import {
  beginning,
  captureLines,
  fileOf,
  heading,
  sealLines,
  verdict,
  type Exchange,
  type Label,
  type Numbered,
} from './script.js';
import { subroutines } from './subroutines.js';

export interface CollectKit {
  readonly label: Label;
  readonly captures: readonly Numbered[];
  readonly exchange: Exchange;
  /** What only a person can see, asked when the results are imported. */
  readonly look: readonly ByHandItem[];
  readonly made: Date;
}

/** The files of a kit that reads and changes nothing. */
export function collectKit({ label, captures, exchange, look, made }: CollectKit): KitFiles {
  const script = [
    ...beginning(label, 'COLLECT'),
    ...heading(label, 'COLLECT'),
    ...captures.flatMap((numbered) => captureLines('C', numbered, exchange)),
    ...captures.flatMap((numbered) => captured(numbered)),
    ...sealLines('C', captures),
    ...verdict(label, 'COLLECTED'),
    ...subroutines(label),
  ];
  return new Map([
    kitFile('COLLECT.CMD', script),
    kitFile(
      'CHECK.TXT',
      checklist({
        label,
        made,
        title: 'collect kit: reads, changes nothing',
        steps: [
          `Copy this folder to the hard disk of ${label.server}: C:\\${label.folder}`,
          `Log on as an administrator, open a command prompt, run C:\\${label.folder}\\COLLECT.CMD`,
          'If regedit shows a message that a key cannot be exported, press OK: the key is not there.',
          'The last line has to be RESULT=COLLECTED.',
          `Carry the folder C:\\${label.folder}\\RESULT back, all of it, into this folder.`,
          'On the workstation: batten kit import FOLDER',
        ],
        look,
        change: [],
      }),
    ),
    ...directoryFiles(captures, exchange),
  ]);
}

/** Nothing captured is no failure here: the key, or the tool, is not there. */
function captured(numbered: Numbered): readonly string[] {
  const file = fileOf('C', numbered);
  return [
    `if exist "%RES%\\${file}" call :note CAP ${file}`,
    `if not exist "%RES%\\${file}" call :note NONE ${file}`,
  ];
}
