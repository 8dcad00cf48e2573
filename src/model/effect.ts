/**
 * Said before anything is applied. `automatic`: Batten writes the old reading back. `guided`: a person does it with
 * exact instructions and Batten checks. `irreversible`: only a backup brings it back, so one must be on record first.
 * `none`: nothing on the server is changed.
 */
export type Reversibility = 'automatic' | 'guided' | 'irreversible' | 'none';

/** When a change takes hold. `restart` names the services that must be restarted. */
export type Effect = 'at once' | 'reboot' | { readonly restart: readonly string[] };
