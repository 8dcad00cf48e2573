/** Up to the accounts and policies of one server or domain (windows-nt4: nt-member-server-sam). */
export const selectDomain = (authority: string): readonly string[] => [
  'Choose Start, Programs, Administrative Tools (Common), User Manager for Domains.',
  `Choose User, Select Domain and type ${authority}, or \\\\${authority} where that is a server and its own accounts are meant; OK. The title shows it.`,
];
