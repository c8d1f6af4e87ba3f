/**
 * How many people must stand behind a number before it is told to whoever may not know them one by one. People are found
 * out by what they have in common with few others (a queue, a team), so it is the group a number is about that must be
 * large enough; 5 is the least that surveys of staff use.
 */
export const SMALLEST_GROUP = 5;

export const isSmallGroup = (people: number): boolean => people < SMALLEST_GROUP;
