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
  /** Where the Account Policy dialog of User Manager has it. */
  readonly dialog: string;
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
    example: 'characters, such as 8; 0 allows empty passwords',
    command: (value) => [`net accounts /minpwlen:${value}`],
    parse: number(0, 14),
  },
  passwordHistoryLength: {
    title: 'remembered passwords',
    dialog: 'Password Uniqueness',
    example: 'passwords, such as 5; 0 remembers none',
    command: (value) => [`net accounts /uniquepw:${value}`],
    parse: number(0, 24),
  },
  maximumPasswordAgeDays: {
    title: 'maximum password age',
    dialog: 'Maximum Password Age',
    example: 'days, such as 42, or never',
    command: (value) => [`net accounts /maxpwage:${value === 'never' ? 'unlimited' : value}`],
    parse: orNever(number(1, 999)),
  },
  minimumPasswordAgeDays: {
    title: 'minimum password age',
    dialog: 'Minimum Password Age',
    example: 'days, such as 1; 0 allows changes at once',
    command: (value) => [`net accounts /minpwage:${value}`],
    parse: number(0, 999),
  },
  lockoutThreshold: {
    title: 'lockout threshold',
    dialog: 'Account lockout, Lockout after',
    example: 'failed logons, such as 5; 0 never locks out',
    command: () => [],
    parse: number(0, 999),
  },
  lockoutResetMinutes: {
    title: 'lockout counter reset',
    dialog: 'Account lockout, Reset count after',
    example: 'minutes, such as 30',
    command: () => [],
    parse: number(0, 99_999),
  },
  lockoutDurationMinutes: {
    title: 'lockout duration',
    dialog: 'Account lockout, Lockout Duration',
    example: 'minutes, such as 30, or never for until an administrator unlocks',
    command: () => [],
    parse: orNever(number(0, 99_999)),
  },
  complexityFlag: {
    title: 'complexity flag',
    dialog: 'not in the dialog; passprop of the Resource Kit shows it',
    example: 'yes or no',
    command: (value) => [`passprop ${value === true ? '/complex' : '/simple'}`],
    parse: yesOrNo,
  },
  lockoutAppliesToAdministrator: {
    title: 'lockout of the built-in administrator',
    dialog: 'not in the dialog; passprop of the Resource Kit shows it',
    example: 'yes or no',
    command: (value) => [`passprop ${value === true ? '/adminlockout' : '/noadminlockout'}`],
    parse: yesOrNo,
  },
  forceLogoff: {
    title: 'forced logoff after the logon hours',
    dialog: 'Forcibly disconnect remote users when logon hours expire',
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
