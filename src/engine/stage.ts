/** The article's three stages, in its order (article, line 7). */
export const stages = ['os-updates', 'exchange-updates', 'security-changes'] as const;

export type Stage = (typeof stages)[number];

export const stageTitles: Readonly<Record<Stage, string>> = {
  'os-updates': 'OS updates',
  'exchange-updates': 'Exchange updates',
  'security-changes': 'Security changes',
};
