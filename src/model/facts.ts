import type { AccountNames } from './hand-text.js';
import type { FactSource } from './fact-source.js';
import type {
  ExchangeAdministrator,
  ListedGroup,
  OwnAccount,
  Principal,
  PrivilegedGroup,
  ServiceLogon,
  SharedFolder,
  TrustedDomain,
} from './principal.js';

/** Other mail systems that an Exchange server may be connected to. */
export const connectorNames = ['ms-mail', 'cc-mail', 'notes', 'x400', 'dirsync'] as const;

export type Connector = (typeof connectorNames)[number];

/** `none`: it is not there, or disabled. `installed`: it is there; whether anybody uses it nobody has said. */
export type ConnectorState = 'none' | 'installed' | 'in use';

export interface Language {
  /** Language identifier of Windows: 0x407 is German. */
  readonly lcid: number;
  /** 1252 in western Europe. */
  readonly ansiCodePage?: number;
  /** Of command prompts: 437, 850 ... */
  readonly oemCodePage?: number;
}

/** What discovery found out about a server. Undefined: could not be found out; steps say so instead of guessing. */
export interface Facts {
  readonly name: string;
  /** S-1-5-21-…; undefined where the target cannot read it. */
  readonly machineSid?: string;
  /** Seconds since 1970, as setup wrote it. */
  readonly installDate?: number;
  /** ServerNT: member or stand-alone; LanmanNT: domain controller (windows-nt4, detection.role). */
  readonly role?: 'ServerNT' | 'LanmanNT' | 'WinNT';
  /** What it is in its domain; `role` tells only whether it is a domain controller. */
  readonly domainRole?: 'primary controller' | 'backup controller' | 'member' | 'stand-alone';
  /** 4.0 */
  readonly windows?: string;
  /** 0 where none is installed. SP6 and SP6a both read 6. */
  readonly servicePack?: number;
  readonly terminalServer?: boolean;
  readonly cluster?: boolean;
  readonly language?: Language;
  readonly internetInformationServer?: boolean;
  /** False where Exchange is not installed. */
  readonly exchange?: boolean;
  /** 3 for Exchange 5.5 SP3; undefined where Exchange was not seen. */
  readonly exchangeServicePack?: number;
  readonly exchangeEdition?: 'standard' | 'enterprise';
  readonly outlookWebAccess?: boolean;
  readonly internetMailService?: boolean;
  readonly internetMailServiceUsesSsl?: boolean;
  /** Whether post offices of Microsoft Mail are on it, in the operator's word. */
  readonly msMailConnector?: boolean;
  /** Those that were looked for; one that is not listed is unknown. */
  readonly connectors?: Readonly<Partial<Record<Connector, ConnectorState>>>;
  readonly fullyQualifiedName?: string;
  /** NT domain that the server belongs to. */
  readonly domain?: string;
  readonly domainSid?: string;
  readonly trustedDomains?: readonly TrustedDomain[];
  /** `C:\WINNT` */
  readonly systemRoot?: string;
  /** `C:\Exchsrvr` */
  readonly exchangeFolder?: string;
  /** Where the System Attendant says that the tracking logs lie (Q169770): `D:\\Track`. */
  readonly trackingLogFolder?: string;
  /** Values in the keys of Exchange's diagnostic logging, by key: `2 Security Events`. */
  readonly diagnosticCategories?: Readonly<Record<string, readonly string[]>>;
  readonly organization?: string;
  readonly site?: string;
  readonly otherServersOfSite?: readonly string[];
  /** What Connections of the site's directory holds, by name: `Internet Mail Connector (NTEX01)`. */
  readonly siteConnections?: readonly string[];
  /** Key names of all services that are programs, where the server listed them. */
  readonly services?: readonly string[];
  /** The logon of every service that was read, by service name. */
  readonly serviceAccounts?: Readonly<Record<string, ServiceLogon>>;
  /** DOMAIN\name under which the Exchange services run. */
  readonly serviceAccount?: string;
  readonly serviceAccountSid?: string;
  /** Group or account that administers Exchange. */
  readonly exchangeAdministratorsSid?: string;
  readonly exchangeAdministrators?: readonly ExchangeAdministrator[];
  /** All accounts that the server keeps itself; undefined for a domain controller, whose accounts are the domain's. */
  readonly ownAccounts?: readonly OwnAccount[];
  /** Names of the accounts that it keeps, where their numbers are not known. */
  readonly listedAccounts?: readonly string[];
  readonly listedGroups?: readonly ListedGroup[];
  /** What the server shares, the administrative shares apart. */
  readonly shares?: readonly SharedFolder[];
  /** Letters of its drives, those without a medium in them too: `C:`. */
  readonly drives?: readonly string[];
  /** Everybody who is in a group of power or administers Exchange. */
  readonly people?: readonly Principal[];
  readonly privilegedGroups?: readonly PrivilegedGroup[];
  /** Names as the server spells them, by SID; they are localised and only for showing. */
  readonly accountNames?: Readonly<Record<string, string>>;
  /** SIDs by name, as the server spells it: `EXAMPLE\ExchSrv`. */
  readonly accountSids?: Readonly<Record<string, string>>;
  /** Where each member comes from and since when. Journals of before have none. */
  readonly sources?: Readonly<Partial<Record<string, FactSource>>>;
}

/** What the server calls its accounts, for dialogs and tools that take no SIDs. */
export const namesOf = ({ accountNames, serviceAccount, serviceAccountSid }: Facts): AccountNames => ({
  ...(serviceAccountSid !== undefined && serviceAccount !== undefined
    ? { [serviceAccountSid]: serviceAccount }
    : {}),
  ...accountNames,
});

/** `Windows NT 4.0 SP4, Exchange 5.5 SP3, OWA, IMS`, from what is known. */
export function describeFacts(facts: Facts): string {
  const parts = [
    `Windows NT ${facts.windows ?? '4.0'}${facts.servicePack === undefined ? '' : facts.servicePack === 0 ? ' without a service pack' : ` SP${facts.servicePack}`}`,
    facts.exchangeServicePack === undefined ? '' : `Exchange 5.5 SP${facts.exchangeServicePack}`,
    facts.outlookWebAccess === true ? 'OWA' : '',
    facts.internetMailService === true ? 'IMS' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
