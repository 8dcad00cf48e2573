/** Kinds whose drivers live on the workstation, whatever the target; a server is never asked for them. */
export const workstationKinds = ['certificate-request', 'scan-result'] as const;

export type WorkstationKind = (typeof workstationKinds)[number];
