/** What an account policy holds, each in the unit that its name says. */
export const policyFieldNames = [
  'minimumPasswordLength',
  'passwordHistoryLength',
  'maximumPasswordAgeDays',
  'minimumPasswordAgeDays',
  'lockoutThreshold',
  'lockoutResetMinutes',
  'lockoutDurationMinutes',
  'complexityFlag',
  'lockoutAppliesToAdministrator',
  'forceLogoff',
] as const;

export type PolicyField = (typeof policyFieldNames)[number];

type Value = number | boolean | string;

interface FieldText {
  readonly title: string;
  /** What the Account Policy dialog of User Manager calls it, or why it has no place there. */
  readonly dialog: string;
  readonly inDialog: boolean;
  /** What to choose in the dialog for a value, as a sentence. */
  readonly click: (value: Value) => string;
  readonly example: string;
  /** Commands that set it; none where NT 4.0 has only the dialog. */
  readonly command: (value: Value) => readonly string[];
  readonly parse: (
    answer: string,
  ) => { readonly value: { readonly value: Value } } | { readonly problem: string };
}

/** How each field is called, asked for and set on NT 4.0 (`net help accounts`; passprop of the Resource Kit). */
export const policyFields: Readonly<Record<PolicyField, FieldText>> = {
  minimumPasswordLength: {
    title: 'minimum password length',
    dialog: 'Minimum Password Length',
    inDialog: true,
    click: (value) =>
      value === 0
        ? 'Under Minimum Password Length choose Permit Blank Password.'
        : `Under Minimum Password Length choose At Least and type ${value} Characters.`,
    example: 'characters, such as 8; 0 allows empty passwords',
    command: (value) => [`net accounts /minpwlen:${value}`],
    parse: number(0, 14),
  },
  passwordHistoryLength: {
    title: 'remembered passwords',
    dialog: 'Password Uniqueness',
    inDialog: true,
    click: (value) =>
      value === 0
        ? 'Under Password Uniqueness choose Do Not Keep Password History.'
        : `Under Password Uniqueness choose Remember and type ${value} Passwords.`,
    example: 'passwords, such as 5; 0 remembers none',
    command: (value) => [`net accounts /uniquepw:${value}`],
    parse: number(0, 24),
  },
  maximumPasswordAgeDays: {
    title: 'maximum password age',
    dialog: 'Maximum Password Age',
    inDialog: true,
    click: (value) =>
      value === 'never'
        ? 'Under Maximum Password Age choose Password Never Expires.'
        : `Under Maximum Password Age choose Expires In and type ${value} Days.`,
    example: 'days, such as 42, or never',
    command: (value) => [`net accounts /maxpwage:${value === 'never' ? 'unlimited' : value}`],
    parse: orNever(number(1, 999)),
  },
  minimumPasswordAgeDays: {
    title: 'minimum password age',
    dialog: 'Minimum Password Age',
    inDialog: true,
    click: (value) =>
      value === 0
        ? 'Under Minimum Password Age choose Allow Changes Immediately.'
        : `Under Minimum Password Age choose Allow Changes In and type ${value} Days.`,
    example: 'days, such as 1; 0 allows changes at once',
    command: (value) => [`net accounts /minpwage:${value}`],
    parse: number(0, 999),
  },
  lockoutThreshold: {
    title: 'lockout threshold',
    dialog: 'Account lockout, Lockout after',
    inDialog: true,
    click: (value) =>
      value === 0
        ? 'Choose No account lockout.'
        : `Choose Account lockout; in Lockout after type ${value} bad logon attempts.`,
    example: 'failed logons, such as 5; 0 never locks out',
    command: () => [],
    parse: number(0, 999),
  },
  lockoutResetMinutes: {
    title: 'lockout counter reset',
    dialog: 'Account lockout, Reset count after',
    inDialog: true,
    click: (value) => `With Account lockout chosen, in Reset count after type ${value} minutes.`,
    example: 'minutes, such as 30',
    command: () => [],
    parse: number(0, 99_999),
  },
  lockoutDurationMinutes: {
    title: 'lockout duration',
    dialog: 'Account lockout, Lockout Duration',
    inDialog: true,
    click: (value) =>
      value === 'never'
        ? 'With Account lockout chosen, under Lockout Duration choose Forever.'
        : `With Account lockout chosen, under Lockout Duration choose Duration and type ${value} minutes.`,
    example: 'minutes, such as 30, or never for until an administrator unlocks',
    command: () => [],
    parse: orNever(number(0, 99_999)),
  },
  complexityFlag: {
    title: 'complexity flag',
    dialog:
      'No window of NT 4.0 has it: passprop of the Resource Kit shows and sets it, at the command prompt.',
    inDialog: false,
    click: () => '',
    example: 'yes or no',
    command: (value) => [`passprop ${value === true ? '/complex' : '/simple'}`],
    parse: yesOrNo,
  },
  lockoutAppliesToAdministrator: {
    title: 'lockout of the built-in administrator',
    dialog:
      'No window of NT 4.0 has it: passprop of the Resource Kit shows and sets it, at the command prompt.',
    inDialog: false,
    click: () => '',
    example: 'yes or no',
    command: (value) => [`passprop ${value === true ? '/adminlockout' : '/noadminlockout'}`],
    parse: yesOrNo,
  },
  forceLogoff: {
    title: 'forced logoff after the logon hours',
    dialog: 'Forcibly disconnect remote users when logon hours expire',
    inDialog: true,
    click: (value) =>
      value === 'never'
        ? 'Clear Forcibly disconnect remote users from server when logon hours expire.'
        : 'Tick Forcibly disconnect remote users from server when logon hours expire.',
    example: 'minutes, such as 0, or never',
    command: (value) => [`net accounts /forcelogoff:${value === 'never' ? 'no' : value}`],
    parse: orNever(number(0, 99_999)),
  },
};

function number(minimum: number, maximum: number): FieldText['parse'] {
  return (answer) => {
    const value = /^\d+$/.test(answer) ? Number(answer) : NaN;
    return value >= minimum && value <= maximum
      ? { value: { value } }
      : { problem: `Answer with a whole number from ${minimum} to ${maximum}.` };
  };
}

function orNever(parse: FieldText['parse']): FieldText['parse'] {
  return (answer) => {
    if (/^(never|unlimited|forever|no)$/.test(answer)) return { value: { value: 'never' } };
    const result = parse(answer);
    return 'problem' in result ? { problem: `${result.problem.slice(0, -1)}, or never.` } : result;
  };
}

function yesOrNo(answer: string): ReturnType<FieldText['parse']> {
  if (/^y(es)?$/.test(answer)) return { value: { value: true } };
  if (/^no?$/.test(answer)) return { value: { value: false } };
  return { problem: 'Answer with yes or no.' };
}
