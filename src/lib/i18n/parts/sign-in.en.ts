/** English: signing in and the own account. */
export const signIn = {} as const;
