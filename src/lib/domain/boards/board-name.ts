/** The name a person gives a board. */

const MAX_NAME = 80;

/** Trimmed and shortened to what a board may be called; null for an empty one. */
export function readBoardName(text: string): string | null {
	const name = text.trim().replace(/\s+/g, ' ').slice(0, MAX_NAME).trim();
	return name === '' ? null : name;
}
