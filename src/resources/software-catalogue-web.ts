import type { SoftwareEntry } from './software-catalogue.js';

/** What secures IIS 4.0 and is installed by a person. */
export const webSoftware = {
  'iis-lockdown-21': {
    title: 'IIS Lockdown Wizard 2.1',
    version: '2.1',
    signs: [{ registryKey: 'HKLM\\SOFTWARE\\Microsoft\\IIS Lockdown Wizard' }],
    install: [
      'Back up the metabase: Internet Service Manager, right-click the computer, Backup/Restore Configuration, Create backup; a name of letters and digits (Q234429).',
      'Unpack first and read what the template does: iislockd.exe /q /c asks for a folder; open iislockd.ini there and find the section exchange5.5 (Q310725, Q315522).',
      'Outlook Web Access needs web service and Active Server Pages: in that section Enable_iis_http and Enable_asp have to be TRUE.',
      'Run iislockd.exe, accept the licence and choose Exchange Server 5.5 (Outlook Web Access); where the server has more roles, choose Other and tick by hand.',
      'Tick View template settings, go through every page, leave URLScan ticked, and let it run.',
      'Keep oblt-log.log and the folder MetaBack in %SystemRoot%\\System32\\inetsrv: the way back reads them.',
    ],
    uninstall: [
      'This takes back every change to IIS since the wizard ran, SSL, bindings and logging included: take back the later steps first.',
      'Run iislockd.exe a second time; at the page that says the server was configured already: Next, Yes (Q317052).',
      'If it refuses or stops half way, move the files oblt* out of %SystemRoot%\\System32\\inetsrv and restore the metabase backup (Q311113, Q316327).',
      'The local groups Web Anonymous Users and Web Applications stay: delete them in User Manager.',
      'net stop iisadmin /y, then start w3svc and whatever else it stopped.',
    ],
    sources: ['Q325864', 'Q310725', 'Q315522', 'Q234429', 'Q317052', 'Q311113', 'Q316327'],
  },
  'urlscan-20': {
    title: 'URLScan 2.0 or newer',
    version: '2.0',
    signs: [
      { file: '%SystemRoot%\\System32\\inetsrv\\urlscan\\urlscan.dll', atLeast: '6.0.3547.0' },
      { registryKey: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\IisUrlScan' },
    ],
    install: [
      'The Lockdown Wizard brings it along. Alone: urlscan.exe out of the folder that iislockd.exe /q /c fills (Q315522).',
      'net stop iisadmin /y, then start w3svc and whatever else it stopped; restart NT if the setup asks for it.',
    ],
    uninstall: [
      'Control Panel, Add/Remove Programs, the entry of URLScan.',
      'Or Internet Service Manager, right-click the computer, Properties, WWW Service, Edit, ISAPI Filters: remove UrlScan (Q312376).',
      'net stop iisadmin /y, then start w3svc and whatever else it stopped.',
    ],
    sources: ['Q315522', 'Q307608', 'Q312376'],
  },
} as const satisfies Readonly<Record<string, SoftwareEntry>>;
