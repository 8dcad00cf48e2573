import type { IniRule } from '../../../src/resources/text/ini.js';

/** What Outlook Web Access 5.5 uses: it is plain Active Server Pages over GET and POST. */
const neededVerbs = ['GET', 'HEAD', 'POST'] as const;

/** Refused by Microsoft's file too (Q313131); .htr is left out where passwords are changed over the web. */
const deniedExtensions = [
  ...['.cer', '.cdx', '.asa', '.exe', '.bat', '.cmd', '.com', '.htw', '.ida', '.idq', '.idc'],
  ...['.shtm', '.shtml', '.stm', '.printer', '.ini', '.log', '.pol', '.dat'],
] as const;

// A name that URLScan takes for: log what would be refused and let it through (Q326444)
const logOnly = '/~*';

export interface UrlScanChoice {
  readonly mode: 'block' | 'log-only';
  readonly passwordPages: boolean;
}

/**
 * Rules for urlscan.ini that keep Outlook Web Access 5.5 alive. Microsoft's own file for Exchange 5.5 (Q313131) refuses
 * .asp, of which every page of Outlook Web Access is made; it is the set for Exchange 2000.
 */
export function urlScanRules({ mode, passwordPages }: UrlScanChoice): readonly IniRule[] {
  const option = (name: string, value: string): IniRule => ({ section: 'options', name, value });
  return [
    option('UseAllowVerbs', '1'),
    option('UseAllowExtensions', '0'),
    option('NormalizeUrlBeforeScan', '1'),
    option('VerifyNormalization', '1'),
    option('AllowHighBitCharacters', '1'),
    option('AllowDotInPath', '1'),
    option('EnableLogging', '1'),
    // With 1 the fast path answers 404 by itself, and RejectResponseUrl is not looked at (Q326444)
    ...(mode === 'log-only'
      ? [option('UseFastPathReject', '0'), option('RejectResponseUrl', logOnly)]
      : [{ section: 'options', name: 'RejectResponseUrl', not: logOnly }]),
    { section: 'AllowVerbs', includes: neededVerbs },
    { section: 'DenyExtensions', without: passwordPages ? ['.asp', '.htr'] : ['.asp'] },
    { section: 'DenyExtensions', includes: passwordPages ? deniedExtensions : [...deniedExtensions, '.htr'] },
    { section: 'DenyUrlSequences', includes: ['..', './', '\\'] },
  ];
}
