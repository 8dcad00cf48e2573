/** True where a text fits a PrintableString (X.680); forge would put other characters into one unchecked. */
export const isPrintableString = (text: string): boolean => /^[A-Za-z0-9 '()+,./:=?-]*$/.test(text);
