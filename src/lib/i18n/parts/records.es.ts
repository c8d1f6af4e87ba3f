/** Español: single contacts and the own day. */
export const records = {} as const;
