/** Who people are to the product. A person has one role; which rows it reaches follows from the person's teams. */
export const ROLES = ['admin', 'supervisor', 'quality', 'director', 'agent'] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word);

/** Without a team these reach the whole company; the others nothing. */
export const REACHES_ALL_WITHOUT_TEAM: ReadonlySet<Role> = new Set(['admin', 'director']);
