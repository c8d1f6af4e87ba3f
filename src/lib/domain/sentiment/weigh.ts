/** What a word weighs where it stands: turned by "not", raised by "very", less before a "but". */
import type { Rules } from './rules.ts';
import type { Reason } from './sentiment.ts';
import type { Token, Tokens } from './tokens.ts';

/** A word or phrase of the lexicon that was found in a text. */
export interface Found {
	/** Index of its first token, and behind its last. */
	readonly at: number;
	readonly end: number;
	/** As the lexicon has it. */
	readonly weight: number;
}

export interface Scene extends Tokens {
	readonly rules: Rules;
	/** By token: whether it is inside of a phrase, which has its "not" and "very" in its own weight. */
	readonly inPhrase: readonly boolean[];
	/** By token: index of the nearest word behind it, and before it, that sets two parts against each other; −1: none. */
	readonly nextContrast: readonly number[];
	readonly lastContrast: readonly number[];
}

export interface Weighed {
	/** In thousandths. */
	readonly weight: number;
	readonly why: readonly Reason[];
	/** Index of the "not" that turned it; null when none did. */
	readonly turnedBy: number | null;
}

const NEGATION_WINDOW = 3;
/** "Not good" is bad, and "not bad" is only half as good as good. */
const [TURNED_GOOD, TURNED_BAD] = [-0.75, -0.5];
const [BEFORE_BUT, AFTER_BUT] = [0.6, 1.25];
const [CAPITALS, LONG] = [1.25, 1.2];
const EXCLAMATION = 0.1;
const MOST_EXCLAMATIONS = 3;
/** Who asks for something good does not have it yet. */
const QUESTION = 0.6;
const PLAIN_DEGREE = 100;

export function sceneOf(read: Tokens, found: readonly Found[], rules: Rules): Scene {
	const inPhrase = Array<boolean>(read.tokens.length).fill(false);
	for (const { at, end } of found) if (end - at > 1) inPhrase.fill(true, at, end);
	const isContrast = read.tokens.map(
		({ kind, form }) => kind === 'word' && rules.contrasts.has(form)
	);
	const nextContrast = nearest([...isContrast].reverse()).reverse();
	return {
		...read,
		rules,
		inPhrase,
		nextContrast: nextContrast.map((back) => (back < 0 ? -1 : isContrast.length - 1 - back)),
		lastContrast: nearest(isContrast)
	};
}

/** By place: the nearest place before it that is marked; −1: none. */
function nearest(marked: readonly boolean[]): number[] {
	let last = -1;
	return marked.map((isMarked, index) => {
		const before = last;
		if (isMarked) last = index;
		return before;
	});
}

/** The token at an index where it is a free word of the clause; null where it is not. */
function freeWord({ tokens, inPhrase }: Scene, index: number, clause: number): Token | null {
	const token = tokens[index];
	if (token?.kind !== 'word' || token.clause !== clause || inPhrase[index]) return null;
	return token;
}

function negatorBefore(scene: Scene, at: number, clause: number): number | null {
	const { tokens, rules } = scene;
	for (let index = at - 1; index >= at - NEGATION_WINDOW; index -= 1) {
		const token = tokens[index];
		if (token?.clause !== clause || rules.contrasts.has(token.form)) return null;
		if (!rules.negators.has(token.form) || freeWord(scene, index, clause) === null) continue;
		return rules.notNegated.has(tokens[index + 1]?.form ?? '') ? null : index;
	}
	return null;
}

/** Only as the last word of its clause. */
function negatorAfter(scene: Scene, end: number, clause: number): number | null {
	const token = freeWord(scene, end, clause);
	if (token === null || !scene.rules.trailing.has(token.form)) return null;
	return scene.tokens[end + 1]?.clause === clause ? null : end;
}

/** Of the two words before it and the one behind it, that which changes most. */
function degreeOf(scene: Scene, { at, end }: Found, clause: number): number {
	const degrees = [at - 2, at - 1, end].map((index) => {
		const form = freeWord(scene, index, clause)?.form ?? '';
		return scene.rules.degrees.get(form) ?? PLAIN_DEGREE;
	});
	return degrees.reduce((most, one) =>
		Math.abs(one - PLAIN_DEGREE) > Math.abs(most - PLAIN_DEGREE) ? one : most
	);
}

/** A "but" that opens a sentence speaks to the one before it. */
function isBeforeContrast({ tokens }: Scene, index: number, sentence: number): boolean {
	const contrast = tokens[index]?.sentence;
	if (contrast === sentence) return true;
	return contrast === sentence + 1 && tokens[index - 1]?.sentence !== contrast;
}

function sideOf(scene: Scene, at: number, sentence: number): 'before_but' | 'after_but' | null {
	const next = scene.nextContrast[at] ?? -1;
	if (next >= 0 && isBeforeContrast(scene, next, sentence)) return 'before_but';
	const last = scene.lastContrast[at] ?? -1;
	return scene.tokens[last]?.sentence === sentence ? 'after_but' : null;
}

/** Two of them in a clause say the same twice: "no vino nadie". */
function turnerOf(scene: Scene, { at, end }: Found, { form, clause }: Token): number | null {
	if (end - at === 1 && scene.rules.negators.has(form)) return null;
	return negatorBefore(scene, at, clause) ?? negatorAfter(scene, end, clause);
}

type Factor = readonly [reason: Reason, factor: number];

function ofWord(
	scene: Scene,
	found: Found,
	token: Token
): { turnedBy: number | null; factors: Factor[] } {
	const { clause } = token;
	const factors: Factor[] = [];
	const degree = degreeOf(scene, found, clause);
	if (degree !== PLAIN_DEGREE) {
		factors.push([degree > PLAIN_DEGREE ? 'raised' : 'lowered', degree / PLAIN_DEGREE]);
	}
	const turnedBy = turnerOf(scene, found, token);
	if (turnedBy !== null) factors.push(['negated', found.weight > 0 ? TURNED_GOOD : TURNED_BAD]);
	if (token.isCapitals) factors.push(['capitals', CAPITALS]);
	if (token.isLong) factors.push(['long', LONG]);
	const marks = Math.min(scene.exclamations.get(token.sentence) ?? 0, MOST_EXCLAMATIONS);
	if (marks > 0) factors.push(['exclamation', 1 + marks * EXCLAMATION]);
	return { turnedBy, factors };
}

export function weigh(scene: Scene, found: Found): Weighed {
	const token = scene.tokens[found.at];
	if (token === undefined) return { weight: 0, why: [], turnedBy: null };
	const { turnedBy, factors } =
		token.kind === 'word' ? ofWord(scene, found, token) : { turnedBy: null, factors: [] };
	const side = sideOf(scene, found.at, token.sentence);
	if (side !== null) factors.push([side, side === 'before_but' ? BEFORE_BUT : AFTER_BUT]);
	const product = factors.reduce((weight, [, factor]) => weight * factor, found.weight);
	const isAsked = product > 0 && scene.questions.has(token.sentence);
	return {
		weight: Math.round(product * (isAsked ? QUESTION : 1) * 1000),
		why: [...factors.map(([reason]) => reason), ...(isAsked ? (['question'] as const) : [])],
		turnedBy
	};
}
