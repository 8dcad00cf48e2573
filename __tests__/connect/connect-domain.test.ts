import { describe, expect, it } from '@jest/globals';
import { checkController } from '../../src/connect/connect-domain.js';

describe('--domain-controller', () => {
  it.each([undefined, 'none', 'pdc', 'PDC01.example.com', '10.0.0.5', '10.0.0.5:1139'])(
    'takes %p',
    (given) => {
      expect(() => {
        checkController(given);
      }).not.toThrow();
    },
  );

  it.each(['', 'a b', '\\\\PDC', 'smb://pdc', 'pdc:', 'pdc:70000', 'pdc:1:2', 'user@pdc', '-x'])(
    'refuses %p, and says what it takes',
    (given) => {
      expect(() => {
        checkController(given);
      }).toThrow(/^--domain-controller takes HOST\[:PORT\], or none\.$/);
    },
  );
});
