/** The sounds of a language as far as a mumble needs them: what each letter makes of the voice, and for how long. */

/** The resonances of the mouth, in Hz. */
export type Formants = readonly [number, number, number];

export interface Sound {
	readonly formants: Formants;
	/** 0..1 of the buzz of the voice, and of the noise of the breath. */
	readonly voice: number;
	readonly breath: number;
	/** Against the others; all are stretched to the length of what is said. */
	readonly weight: number;
}

const VOWELS: Readonly<Record<string, Formants>> = {
	a: [730, 1250, 2500],
	e: [480, 1900, 2550],
	i: [290, 2250, 2950],
	o: [480, 900, 2400],
	u: [330, 800, 2300]
};
const NEUTRAL: Formants = [500, 1400, 2450];
const NASAL: Formants = [280, 1300, 2300];

const PAUSE: Sound = { formants: NEUTRAL, voice: 0, breath: 0, weight: 3 };
const BETWEEN: Sound = { ...PAUSE, weight: 0.5 };
const STOP: Sound = { formants: NEUTRAL, voice: 0.02, breath: 0.12, weight: 0.5 };
const HISS: Sound = { formants: [1200, 2600, 3400], voice: 0, breath: 0.5, weight: 0.8 };
const HUM: Sound = { formants: NASAL, voice: 0.45, breath: 0.01, weight: 0.7 };

const vowel = (letter: string): Sound | null => {
	const formants = VOWELS[letter];
	return formants ? { formants, voice: 1, breath: 0.02, weight: 1.3 } : null;
};

function soundOf(letter: string): Sound {
	if (/[.,;:!?¿¡]/.test(letter)) return PAUSE;
	if (/[sfjxzch]/.test(letter)) return HISS;
	if (/[mnlrvwy]/.test(letter)) return HUM;
	return vowel(letter) ?? (/[a-z]/.test(letter) ? STOP : /\d/.test(letter) ? HUM : BETWEEN);
}

/** Letter by letter, without accents. */
export const soundsOf = (text: string): readonly Sound[] =>
	Array.from(text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(), soundOf);
