/** How many digits a text has: most have too few for any finder to look. */
import { LONGEST_GAP, isDigit, separators } from './digit-groups.ts';

export interface Digits {
	readonly all: number;
	/** The most that only separators keep apart. */
	readonly together: number;
}

/** Those of any finder. */
const WITHIN = separators(' \t\n\r.-()/_,');

export function countDigits(text: string): Digits {
	let all = 0;
	let together = 0;
	let run = 0;
	let gap = 0;
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		if (isDigit(unit)) {
			all += 1;
			run += 1;
			gap = 0;
			if (run > together) together = run;
		} else {
			gap += 1;
			if (gap > LONGEST_GAP || !WITHIN.has(unit)) run = 0;
		}
	}
	return { all, together };
}
