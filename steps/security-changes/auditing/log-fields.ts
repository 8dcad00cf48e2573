/** Bits of LogExtFileFlags that IIS 4.0 knows (iiscnfg.h), by the name of the field in the log. */
export const logFields = {
  date: 0x1,
  time: 0x2,
  'c-ip': 0x4,
  'cs-username': 0x8,
  's-sitename': 0x10,
  's-computername': 0x20,
  's-ip': 0x40,
  'cs-method': 0x80,
  'cs-uri-stem': 0x100,
  'cs-uri-query': 0x200,
  'sc-status': 0x400,
  'sc-win32-status': 0x800,
  'sc-bytes': 0x1000,
  'cs-bytes': 0x2000,
  'time-taken': 0x4000,
  's-port': 0x8000,
  'cs(User-Agent)': 0x10000,
  'cs(Cookie)': 0x20000,
  'cs(Referer)': 0x40000,
  'cs-version': 0x80000,
} as const;

export type LogField = keyof typeof logFields;

/** What the article wants at the least. */
export const wantedFields = [
  ...(['date', 'time', 'c-ip', 'cs-username', 'cs-method', 'cs-uri-stem'] as const),
  ...(['sc-status', 'cs(User-Agent)'] as const),
] as const satisfies readonly LogField[];

export const fieldNames = Object.keys(logFields) as LogField[];

export const bitsOf = (fields: readonly LogField[]): number =>
  fields.reduce((bits, field) => bits | logFields[field], 0);
