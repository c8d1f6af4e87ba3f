/** A scale from dark blue to yellow that looks even, also to those who do not tell red from green. After cividis. */
const STOPS = [
	[0, 34, 78],
	[53, 69, 108],
	[102, 105, 112],
	[148, 142, 119],
	[200, 184, 102],
	[254, 232, 56]
] as const;

const DARK_INK = '#0b111c';
const LIGHT_INK = '#ffffff';

const linear = (part: number): number =>
	part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const luminance = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
	0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);

/** Contrast is highest where the ink is on the other side of this. */
const MIDDLE = 0.179;

export interface ScaleColour {
	readonly ground: string;
	/** Readable on it. */
	readonly text: string;
}

/** `share` is 0..1. */
export function cividis(share: number): ScaleColour {
	const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
	const index = Math.min(STOPS.length - 2, Math.floor(place));
	const [from, to] = [STOPS[index] ?? STOPS[0], STOPS[index + 1] ?? STOPS[0]];
	const mixed = from.map((part, at) =>
		Math.round(part + ((to[at] ?? part) - part) * (place - index))
	);
	return {
		ground: `rgb(${mixed.join(' ')})`,
		text: luminance(mixed) > MIDDLE ? DARK_INK : LIGHT_INK
	};
}
