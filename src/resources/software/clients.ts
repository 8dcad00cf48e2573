/** Mail clients that a server should be without: where they show, and how a person takes them off. */
export interface ClientInstructions {
  readonly title: string;
  readonly look: readonly string[];
  readonly remove: readonly string[];
}

const clients: Readonly<Record<string, ClientInstructions>> = {
  outlook: {
    title: 'Outlook',
    look: [
      'regedt32: is there a key HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE?',
      'regedt32: is there a key HKLM\\SOFTWARE\\Microsoft\\Office\\8.0\\Outlook\\InstallRoot, or below 9.0 or 10.0?',
    ],
    remove: [
      'Control Panel, Add/Remove Programs, Microsoft Office: take Outlook out, or remove Outlook as a whole.',
      'Never run fixmapi on the server (Q313889).',
      'Start Exchange Administrator. If it fails over MAPI, put the Exchange service pack on again.',
      'See that backup and antivirus agents, which may have used its MAPI, still run.',
    ],
  },
  'outlook-express': {
    title: 'Outlook Express',
    look: [
      'regedt32: does HKLM\\SOFTWARE\\Microsoft\\Outlook Express have an InstallRoot?',
      'Is there a file %ProgramFiles%\\Outlook Express\\msimn.exe?',
    ],
    remove: [
      'Control Panel, Add/Remove Programs, Outlook Express; or run the setup of Internet Explorer again, customised and without Outlook Express.',
      'Where neither offers it: delete its shortcuts, take the mail file types from it (Explorer, View, Options, File Types), and set up no account.',
      'It is gone when msimn.exe and InstallRoot are; if they stay, say so with a waiver.',
    ],
  },
};

/** Undefined for software that is no mail client. */
export const clientInstructions = (id: string): ClientInstructions | undefined =>
  Object.hasOwn(clients, id) ? clients[id] : undefined;
