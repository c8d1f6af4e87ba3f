/** Português: the frame around all pages. */
export const shell = {} as const;
