/** What has to be added and removed so that one list of SIDs becomes the other; nothing else is touched. */
export function membersToChange(
  now: readonly string[],
  wanted: readonly string[],
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  const missingFrom = (list: readonly string[]) => {
    const known = new Set(list.map((sid) => sid.toUpperCase()));
    return (sid: string): boolean => !known.has(sid.toUpperCase());
  };
  return { add: wanted.filter(missingFrom(now)), remove: now.filter(missingFrom(wanted)) };
}
