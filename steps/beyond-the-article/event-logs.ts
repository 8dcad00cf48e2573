/** The three logs of NT 4.0, by the name of their keys. */
export type EventLog = 'Application' | 'Security' | 'System';

export const eventLogKey = (log: EventLog): string =>
  `HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\${log}`;
