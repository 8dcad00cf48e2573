import type { ScanEntry } from './report.js';

/** What stays a NOTE in every scan, because nothing on the server shows whether it was done (Q306460). */
const items: Readonly<Partial<Record<string, string>>> = {
  'MS01-022': 'see that Msdaipp.dll is 8.103.4004 or newer (Q296441)',
  'MS98-001': 'run the tool of the article once (Q169556)',
  'MS99-036': 'look for passwords in $nt4pre$.inf and $winnt$.inf of System32 (Q155197)',
  'MS99-041': 'run the tool that mends the permissions of RASMAN (Q242294)',
  'MS99-025': 'take RDS out of IIS 4.0, or restrict it (Q184375)',
  'MS00-025': 'delete Dvwssr.dll if nobody uses it (Q259799)',
  'MS00-028': 'do what MS99-025 asks for (Q260267)',
};

export const handItem = ({ bulletin }: Pick<ScanEntry, 'bulletin'>): string | undefined =>
  bulletin === undefined ? undefined : items[bulletin];
