/** The time, passed in: the engine has no clock of its own. */
export interface Clock {
  now(): Date;
  /**
   * A second opinion that a person cannot set: seconds since this boot, and which boot it is.
   * Where it disagrees with `now`, somebody has moved the clock.
   */
  uptime?(): { readonly boot: string; readonly seconds: number };
  /** What the server's own clock shows now, where the target could ask it: nobody sets both by mistake. */
  serverTime?(): Date;
}
