/** Settings of the local security authority. */
export const lsaKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
