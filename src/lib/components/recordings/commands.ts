/** What the keys of the player do, and what it can be told. */

export type PlayerCommand =
	| { readonly do: 'toggle' | 'slower' | 'faster' | 'pin' }
	| { readonly do: 'skip'; readonly byMs: number };

export const SHORT_SKIP_MS = 5000;
export const LONG_SKIP_MS = 15_000;
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

const skip = (byMs: number): PlayerCommand => ({ do: 'skip', byMs });

const BY_KEY: Readonly<Record<string, PlayerCommand>> = {
	' ': { do: 'toggle' },
	k: { do: 'toggle' },
	j: skip(-LONG_SKIP_MS),
	l: skip(LONG_SKIP_MS),
	ArrowLeft: skip(-SHORT_SKIP_MS),
	ArrowRight: skip(SHORT_SKIP_MS),
	'<': { do: 'slower' },
	'>': { do: 'faster' },
	m: { do: 'pin' }
};

interface Pressed {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly altKey: boolean;
	readonly metaKey: boolean;
}

/** Null for keys of the browser and of whatever has the focus. */
export function commandOf({ key, ctrlKey, altKey, metaKey }: Pressed): PlayerCommand | null {
	if (ctrlKey || altKey || metaKey) return null;
	const name = key.length === 1 ? key.toLowerCase() : key;
	return Object.hasOwn(BY_KEY, name) ? (BY_KEY[name] ?? null) : null;
}

/** The next speed there is; the same at either end. */
export function nextSpeed(speed: number, faster: boolean): number {
	const further = faster
		? SPEEDS.find((one) => one > speed)
		: SPEEDS.findLast((one) => one < speed);
	return further ?? speed;
}
