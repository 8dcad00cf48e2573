import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import type { Settable } from '../../../src/model/reading.js';
import type { Objection, Found } from '../../../src/model/step.js';
import { specific } from '../../../src/resources/acl/access-mask.js';
import { aceTexts, parseAce, type Ace } from '../../../src/resources/acl/sddl.js';
import { everyone } from '../../../src/resources/account/sid.js';
import { kind } from '../../../src/resources/folder-acl.js';
import { isOnDrive } from '../../folder.js';

/** The article names the first four; tftp fetches the tools of an intruder the same way. */
const programs = ['cmd.exe', 'ftp.exe', 'rexec.exe', 'rsh.exe', 'tftp.exe'];

/** Everyone, Authenticated Users, NETWORK, INTERACTIVE, Users and Guests: an anonymous web user is in each of them. */
const strangers = [everyone, 'S-1-5-11', 'S-1-5-2', 'S-1-5-4', 'S-1-5-32-545', 'S-1-5-32-546'];

// FILE_EXECUTE (winnt.h)
const execute = 0x20;

/** No program that an intruder would run is open to anonymous web users. The wizard denies them; this only looks. */
export const programsDenied = ({ systemRoot }: Facts): readonly Expectation[] =>
  systemRoot === undefined || !isOnDrive(systemRoot)
    ? []
    : programs.map((name) => ({
        resource: kind.resource({ path: `${systemRoot}\\System32\\${name}` }),
        words: 'is closed to anonymous web users',
        met: (reading) => !isOpen(reading),
        aim: (reading) => reading,
      }));

/** What is still open; the denials are the wizard's work. */
export const programsOpen = (found: Found, facts: Facts): readonly Objection[] =>
  programsDenied(facts)
    .filter(({ resource }) => {
      const reading = found(resource);
      return reading !== undefined && reading.state !== 'unreadable' && isOpen(reading);
    })
    .map(({ resource }) => ({
      resource,
      reason:
        'Anonymous web users may run it. The Lockdown Wizard denies it to Web Anonymous Users and Web Applications; where it ran, see with cacls whether somebody overwrote the list (Q323062)',
    }));

function isOpen(reading: Settable): boolean {
  const typed = kind.typed(reading);
  if (typed.state !== 'present') return false;
  const aces = aceTexts(typed.value.sddl)?.map(parseAce);
  if (aces === undefined) return true;
  const runs = ({ mask }: Ace): boolean => (specific('folder', mask ?? 0) & execute) !== 0;
  // The groups of the wizard are the server's own and have no fixed numbers
  if (aces.some((ace) => ace.type === 'D' && ace.trustee.startsWith('S-1-5-21-') && runs(ace))) return false;
  return aces.some((ace) => ace.type === 'A' && strangers.includes(ace.trustee) && runs(ace));
}
