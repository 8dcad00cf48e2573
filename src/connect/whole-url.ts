import { resolve } from 'node:path';

/** A folder of kits is known by its whole path, from wherever it is named. */
export const wholeUrl = (url: string): string =>
  url.startsWith('kit:') ? `kit:${resolve(url.slice('kit:'.length))}` : url;
