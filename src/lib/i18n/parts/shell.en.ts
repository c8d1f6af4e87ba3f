/** English: the frame around all pages. */
export const shell = {} as const;
