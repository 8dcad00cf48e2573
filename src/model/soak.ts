/** Days to wait after a stage, where nobody says otherwise. */
export const defaultSoakDays = 3;
