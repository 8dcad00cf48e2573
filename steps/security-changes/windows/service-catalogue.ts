export interface Disposable {
  /** The key name under Services. */
  readonly name: string;
  readonly title: string;
  /** When nothing is lost by disabling it. */
  readonly when: string;
  /** Chosen unless the operator chooses otherwise: nothing an Exchange server does needs it. */
  readonly byDefault?: true;
}

/**
 * What can be disabled, dependants before what they depend on (Q143380, Q164885, Q176566, Q321141). The article's own
 * table is lost; this one was put together from the sources named in the step.
 */
export const disposable = [
  {
    name: 'Alerter',
    title: 'Alerter',
    when: 'no performance alerts and no Exchange monitor with NT alerts are sent from here',
    byDefault: true,
  },
  {
    name: 'Messenger',
    title: 'Messenger',
    when: 'nobody needs pop-up messages on this machine',
    byDefault: true,
  },
  { name: 'ClipSrv', title: 'ClipBook Server', when: 'always on a server', byDefault: true },
  { name: 'NetDDE', title: 'Network DDE', when: 'no program uses Network DDE', byDefault: true },
  { name: 'NetDDEdsdm', title: 'Network DDE DSDM', when: 'together with Network DDE', byDefault: true },
  { name: 'SimpTcp', title: 'Simple TCP/IP Services', when: 'always', byDefault: true },
  { name: 'GOPHERSVC', title: 'Gopher Publishing', when: 'always', byDefault: true },
  {
    name: 'mnmsrvc',
    title: 'NetMeeting Remote Desktop Sharing',
    when: 'always on a server',
    byDefault: true,
  },
  { name: 'Browser', title: 'Computer Browser', when: 'member server that need not keep browse lists' },
  {
    name: 'Schedule',
    title: 'Schedule',
    when: 'the command at lists no jobs; often it starts the nightly backup',
  },
  {
    name: 'Replicator',
    title: 'Directory Replicator',
    when: 'no logon scripts or policies are exported or imported here',
  },
  { name: 'DHCP', title: 'DHCP Client', when: 'all network adapters have fixed addresses' },
  { name: 'UPS', title: 'UPS', when: 'no uninterruptible power supply reports to this service' },
  { name: 'SNMP', title: 'SNMP', when: 'nobody manages this server over SNMP' },
  { name: 'SNMPTRAP', title: 'SNMP Trap', when: 'this machine receives no traps' },
  { name: 'nmagent', title: 'Network Monitor Agent', when: 'nobody captures packets here from afar' },
  { name: 'LPDSVC', title: 'TCP/IP Print Server', when: 'no UNIX machine prints here' },
  { name: 'Spooler', title: 'Spooler', when: 'no local or shared printer' },
  { name: 'RasAuto', title: 'Remote Access Autodial', when: 'no connection is dialled by itself' },
  { name: 'RemoteAccess', title: 'Remote Access Server', when: 'nobody dials in' },
  {
    name: 'RasMan',
    title: 'Remote Access Connection Manager',
    when: 'neither the Internet Mail Service nor an Exchange connector dials',
  },
  { name: 'TapiSrv', title: 'Telephony', when: 'no remote access and no modem' },
  { name: 'IpRip', title: 'RIP for Internet Protocol', when: 'this machine is no router' },
  { name: 'RelayAgent', title: 'DHCP Relay Agent', when: 'this machine relays no DHCP' },
  { name: 'Remoteboot', title: 'Remoteboot', when: 'no client starts over the network' },
  { name: 'MSFTPSVC', title: 'FTP Publishing', when: 'no FTP is offered' },
  {
    name: 'SMTPSVC',
    title: 'Microsoft SMTP of the Option Pack',
    when: 'the Internet Mail Service has port 25',
  },
  {
    name: 'NNTPSVC',
    title: 'Microsoft NNTP of the Option Pack',
    when: 'Exchange has port 119, or nobody reads news',
  },
  { name: 'cisvc', title: 'Content Index', when: 'no web site is searched' },
  { name: 'W3SVC', title: 'World Wide Web Publishing', when: 'no Outlook Web Access and no other web site' },
  { name: 'MSDTC', title: 'MSDTC', when: 'no web site of IIS 4.0 and no transactions' },
  { name: 'IISADMIN', title: 'IIS Admin', when: 'nothing of IIS is used' },
  { name: 'LicenseService', title: 'License Logging', when: 'no IIS, and tried without it' },
  {
    name: 'MSExchangeES',
    title: 'Exchange Event Service',
    when: 'no event scripts run (folder EventConfig)',
  },
  {
    name: 'MSExchangeDX',
    title: 'Exchange Directory Synchronization',
    when: 'no MS Mail directory synchronization',
  },
  {
    name: 'MSExchangeFB',
    title: 'Schedule+ Free/Busy Connector',
    when: 'no MS Mail Schedule+; Outlook does not need it',
  },
  { name: 'MSExchangeATMTA', title: 'MS Mail Connector (AppleTalk) MTA', when: 'no MS Mail for AppleTalk' },
  { name: 'MSExchangeMSMI', title: 'MS Mail Connector Interchange', when: 'no MS Mail post office' },
  { name: 'MSExchangeCCMC', title: 'Connector for cc:Mail', when: 'no cc:Mail' },
  { name: 'MSExchangeKMS', title: 'Key Management Server', when: 'no advanced security is enrolled' },
] as const satisfies readonly Disposable[];

/** Never disabled on an Exchange server, and why. */
export const indispensable: Readonly<Record<string, string>> = {
  EventLog: 'the System Attendant and nearly everything else depends on it (Q143380)',
  RpcSs: 'the System Attendant depends on it (Q143380)',
  RpcLocator: 'the System Attendant depends on it, whatever general NT checklists say (Q143380)',
  NtLmSsp: 'the System Attendant and IIS depend on it (Q143380)',
  LanmanServer: 'the System Attendant depends on it (Q143380)',
  LanmanWorkstation: 'the System Attendant depends on it (Q143380)',
  Netlogon: 'the Exchange service account logs on to the domain with it',
  LmHosts: 'Net Logon depends on it',
  PlugPlay: 'remote access and telephony fail without it (Q170029)',
  ProtectedStorage: 'IIS Admin refuses to start without it (Q187710)',
  MSExchangeSA: 'all of Exchange depends on it (Q143380)',
  MSExchangeDS: 'the information store and the MTA depend on it (Q143380)',
  MSExchangeIS: 'it holds the mailboxes; switch POP3, IMAP4 and NNTP off as protocols instead',
  MSExchangeMTA: 'connectors and the Internet Mail Service depend on it (Q143380)',
  MSExchangeIMC:
    'Internet mail stops; where there is none, remove the connector in Exchange Administrator instead',
};

/** What IIS 4.0 needs as long as it serves anything (Q189271, Q187710). */
export const neededByIis: readonly string[] = ['W3SVC', 'IISADMIN', 'MSDTC', 'LicenseService'];

/** What a server runs for post offices of MS Mail. */
export const neededByMsMail: readonly string[] = [
  'MSExchangeMSMI',
  'MSExchangeDX',
  'MSExchangeFB',
  'MSExchangeATMTA',
];
