/** What discovery found out once about a server. Undefined: could not be found out; steps say so instead of guessing. */
export interface Facts {
  readonly name: string;
  /** S-1-5-21-…; undefined where the target cannot read it. */
  readonly machineSid?: string;
  /** Seconds since 1970, as setup wrote it. */
  readonly installDate?: number;
  /** ServerNT: member or stand-alone; LanmanNT: domain controller (windows-nt4, detection.role). */
  readonly role?: 'ServerNT' | 'LanmanNT' | 'WinNT';
  /** 4.0 */
  readonly windows?: string;
  /** 0 where none is installed. SP6 and SP6a both read 6. */
  readonly servicePack?: number;
  /** 3 for Exchange 5.5 SP3; undefined where Exchange was not seen. */
  readonly exchangeServicePack?: number;
  readonly outlookWebAccess?: boolean;
  readonly internetMailService?: boolean;
  readonly fullyQualifiedName?: string;
  /** NT domain that the server belongs to. */
  readonly domain?: string;
  readonly domainSid?: string;
  /** `C:\WINNT` */
  readonly systemRoot?: string;
  /** `C:\Exchsrvr` */
  readonly exchangeFolder?: string;
  readonly organization?: string;
  readonly site?: string;
  readonly otherServersOfSite?: readonly string[];
  /** DOMAIN\name under which the Exchange services run. */
  readonly serviceAccount?: string;
  readonly serviceAccountSid?: string;
  /** Group or account that administers Exchange. */
  readonly exchangeAdministratorsSid?: string;
  readonly internetMailServiceUsesSsl?: boolean;
  readonly msMailConnector?: boolean;
  readonly terminalServer?: boolean;
  /** Names as the server spells them, by SID; they are localised and only for showing. */
  readonly accountNames?: Readonly<Record<string, string>>;
}

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
