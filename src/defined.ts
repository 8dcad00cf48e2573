/**
 * The members that are not undefined: `{ step, ...defined({ until }) }` has `until` only where there is one. With
 * `exactOptionalPropertyTypes` a member that is absent and one that is undefined are different things, in a journal line too.
 */
export function defined<Members extends object>(members: Members): Defined<Members> {
  // Dropping the undefined members is just what turns `| undefined` into optional.
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Defined<Members>;
}

type Defined<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<
    Members[Name],
    undefined
  >;
} & { [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name] };
