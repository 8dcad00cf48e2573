/** The article's three stages, in its order (article, line 7), and after them what it does not ask for. */
export const stages = ['os-updates', 'exchange-updates', 'security-changes', 'beyond-the-article'] as const;

export type Stage = (typeof stages)[number];

/** Shown only where a session plans it. It opens once the stage before is settled: nobody has to wait for what is a choice. */
export const optionalStage = 'beyond-the-article' satisfies Stage;

export const stageTitles: Readonly<Record<Stage, string>> = {
  'os-updates': 'OS updates',
  'exchange-updates': 'Exchange updates',
  'security-changes': 'Security changes',
  'beyond-the-article': 'Beyond the article',
};
