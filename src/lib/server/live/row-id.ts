/** Ids may be any text, and one text is no key of an object: it would be its prototype. The name of the row says the rest. */
export const rowId = (id: string): string => (id === '__proto__' ? '__proto__ ' : id);
