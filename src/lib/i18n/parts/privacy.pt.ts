/** Português: personal data, retention, audit. */
export const privacy = {} as const;
