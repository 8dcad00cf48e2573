import type { Json } from '../../src/resources/reading.js';

/** Options for the steps that have none by default; a short key, since tests make many. */
export const givenOptions: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'certificate-request': {
    ...{ fqdn: 'owa.example.com', organization: 'Example', country: 'US', state: 'Washington' },
    ...{ locality: 'Seattle', bits: 1024 },
  },
};
