import { shortName, supersedersOf } from './catalogue.js';
import { laterWithSameFiles } from './order.js';
import type { Installer, Patch, Sign } from './patch.js';

/** How each family is run, with switches of its own: -z and /z are opposites (Q184305, Q257946). */
const families: Readonly<Record<Installer, readonly string[]>> = {
  'service-pack': ['Run Update.exe of the service pack.'],
  'hotfix-exe': [
    'Run the package in the language of the server. Several may share one restart with -z (no restart) and QChain.exe (Q184305, Q296861).',
  ],
  'gui-hotfix': [
    'Run the package and follow its windows. With /s it returns before it is done: wait until its process has ended (Q257946).',
    'Never give it /z: here it extracts and restarts, the opposite of -z of hotfix.exe (Q257946).',
  ],
  iexpress: ['Run the package; silently and without a restart: /q:a /r:n'],
  setup: ['Run its setup.'],
  unknown: ['Run the package in the language of the server, without switches.'],
  'no-fix': ['No package exists.'],
};

/** What to look at on the console to see whether a patch is on. */
export function lookLines(patch: Patch): readonly string[] {
  const seen = patch.onlyWith.flatMap((condition) => ('seen' in condition ? [condition.seen] : []));
  const containing = supersedersOf(patch.id);
  return [
    ...(seen.length > 0 ? [`It matters only if ${seen.join(' and ')}.`] : []),
    'It is there if all of this is so:',
    ...patch.signs.map(lookForSign),
    ...(patch.signs.some((sign) => 'file' in sign)
      ? ['These are the numbers of English files; for another language see the table of the article.']
      : []),
    ...(containing.length > 0 ? [`It is also contained in ${containing.map(shortName).join(', ')}.`] : []),
    ...(patch.signs.some((sign) => 'anyKey' in sign) && patch.signs.some((sign) => 'file' in sign)
      ? ['A key whose files are older means that it has to be put on again (Q194334).']
      : []),
  ];
}

/** How a person puts a patch on. */
export function installLines(patch: Patch): readonly string[] {
  const before = patch.checks.map(
    ({ found, then, first, source }) => `If there is ${found}: ${then}. Before that, ${first} (${source}).`,
  );
  return [
    ...before,
    ...(patch.install ?? [...families[patch.installer], ...restartLines(patch)]),
    ...(patch.install === undefined && patch.installer === 'gui-hotfix' && patch.product === 'exchange55'
      ? [
          'On a cluster: stop the group, patch the node that owns it, move the group, patch the other node (Q271634).',
        ]
      : []),
    ...patch.notes,
  ];
}

/** How a person takes a patch off; where nothing does, what is left to do. */
export function uninstallLines(patch: Patch): readonly string[] {
  const later = laterWithSameFiles(patch);
  return [
    ...(patch.uninstall.by === 'hotfix-exe' && patch.dangers.every((line) => !line.includes('Q306513'))
      ? ['If Syskey is on, Hotfix.exe of that folder has to be 4.0.1381.7097 or newer (Q306513).']
      : []),
    ...patch.dangers,
    ...(hasStore(patch)
      ? ['Never put an older Store.exe back by hand once the newer one has started (Q244976).']
      : []),
    ...(later.length > 0
      ? [`Take off first, in this order, what of these is on: ${later.map(shortName).join(', ')} (Q184305).`]
      : []),
    ...wayBack(patch),
  ];
}

function wayBack(patch: Patch): readonly string[] {
  const { uninstall } = patch;
  switch (uninstall.by) {
    case 'hotfix-exe':
      return [
        `Control Panel, Add/Remove Programs, or in ${uninstall.folder}: hotfix.exe -y -m`,
        'Restart the server.',
      ];
    case 'gui-hotfix':
      return [
        'Control Panel, Add/Remove Programs, where the package is listed.',
        `The files that it replaced are in ${uninstall.folder}; registry values are not kept (Q257946).`,
      ];
    case 'command':
      return [`Run ${uninstall.command}, or Control Panel, Add/Remove Programs.`, ...restartLines(patch)];
    case 'add-remove-programs':
      return ['Control Panel, Add/Remove Programs.', ...restartLines(patch)];
    case 'unknown':
      return [
        'No source says how it comes off: look in Control Panel, Add/Remove Programs, else restore the backup.',
      ];
    case 'nothing':
      return ['It cannot be taken off: only restoring the backup undoes it.'];
  }
}

function restartLines({ product, reboot }: Patch): readonly string[] {
  if (product === 'iis4' && reboot === true) {
    return [
      'Restart the server: IIS 4.0 is not protected before, even where the package asks for none (Q319733).',
    ];
  }
  if (reboot === 'exchange services') return ['See that the Exchange services run again.'];
  return reboot === false
    ? []
    : [reboot === true ? 'Restart the server.' : 'Restart the server if it asks for it.'];
}

function lookForSign(sign: Sign): string {
  if ('file' in sign) {
    const line = sign.within === undefined ? '' : ` (if it is a ${sign.within}x file)`;
    return `${sign.file}: Properties, Version shows ${sign.atLeast} or higher${line}.`;
  }
  if ('exists' in sign) return `${sign.exists} exists.`;
  if ('look' in sign) return `${sign.look}.`;
  if ('anyKey' in sign) {
    return sign.anyKey.length === 1
      ? `regedt32: the key ${sign.anyKey[0]} exists.`
      : `regedt32: one of these keys exists: ${sign.anyKey.join(' or ')}.`;
  }
  return 'contains' in sign
    ? `regedt32: ${sign.registry} has ${sign.name} that contains ${sign.contains}.`
    : `regedt32: ${sign.registry} has ${sign.name} = ${sign.data}.`;
}

const hasStore = ({ signs }: Patch): boolean =>
  signs.some((sign) => 'file' in sign && sign.file.endsWith('\\Store.exe'));
