/** What the address of a wall screen asks for. */

/** Shorter turns cannot be read. */
export const MIN_ROTATE_SECONDS = 15;

export interface ScreenOptions {
	/** Seconds per board; null: this board only. */
	readonly rotateSeconds: number | null;
	/** Boards in turn; empty: all. */
	readonly boards: readonly string[];
	readonly isPrivate: boolean;
	/** Single keys can be turned off, for people who dictate. */
	readonly hasKeys: boolean;
}

const isOn = (value: string | null): boolean =>
	value !== null && !['0', 'no', 'off', 'false'].includes(value);

export function readScreenOptions(query: URLSearchParams): ScreenOptions {
	const asked = query.get('rotate');
	const seconds = Number(asked === '' ? MIN_ROTATE_SECONDS : asked);
	return {
		rotateSeconds:
			isOn(asked) && Number.isFinite(seconds) && seconds > 0
				? Math.max(MIN_ROTATE_SECONDS, Math.round(seconds))
				: null,
		boards: (query.get('boards') ?? '')
			.split(',')
			.map((id) => id.trim())
			.filter((id) => id !== ''),
		isPrivate: isOn(query.get('privacy')),
		hasKeys: query.get('keys') !== 'off'
	};
}

/** The board after this one; this one again when there is no other. */
export function nextBoard(current: string, boards: readonly string[]): string {
	const index = boards.indexOf(current);
	return boards[(index + 1) % Math.max(1, boards.length)] ?? current;
}
