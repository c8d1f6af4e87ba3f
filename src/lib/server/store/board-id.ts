/** Ids of boards, which are part of their address, from their names. */

const SLUG_CHARACTERS = 50;
const UNNAMED = 'board';

/** `Atención señorial` → `atencion-senorial`. */
export function slugOf(name: string): string {
	const slug = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, SLUG_CHARACTERS)
		.replace(/^-+|-+$/g, '');
	return slug === '' ? UNNAMED : slug;
}

/** The nth id to try: the slug itself, then with a number. */
export const candidate = (slug: string, n: number): string => (n === 1 ? slug : `${slug}-${n}`);
