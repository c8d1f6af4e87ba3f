/** Español: screens and their pairing. */
export const screens = {} as const;
