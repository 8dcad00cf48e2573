/** Settings of the logon at the console. */
export const winlogonKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
