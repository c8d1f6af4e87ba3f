/**
 * Words and phrases with their weights, made into a tree that is walked once for each word of a text.
 *
 * In the tables entries are set apart by commas. `*` at the end of a word is any ending, `*` alone up to two words, and
 * `[oa]` one letter of those. Accents, capitals and apostrophes make no difference. The longest match counts; of two that
 * are as long, the one that is written in full.
 */
import { foldWord } from './fold.ts';

/** Weight, −4 (worst) to 4 (best), and the entries that have it. */
export type WeightedWords = readonly (readonly [weight: number, entries: string])[];

export interface LexiconNode {
	readonly words: Map<string, LexiconNode>;
	/** By what they begin with, the longest first. */
	readonly stems: Map<string, LexiconNode>;
	/** After up to two words of any kind. */
	gap: LexiconNode | null;
	weight: number | null;
}

const LONGEST_STEM = 24;
const MOST_GAP_WORDS = 2;

export const newNode = (): LexiconNode => ({
	words: new Map(),
	stems: new Map(),
	gap: null,
	weight: null
});

/** `cas[oa]` is casa and caso. */
function variantsOf(entry: string): string[] {
	const match = /\[([^\]]+)\]/.exec(entry);
	if (!match) return [entry];
	return Array.from(match[1] ?? '').flatMap((letter) =>
		variantsOf(entry.replace(match[0], letter))
	);
}

function childOf(map: Map<string, LexiconNode>, key: string): LexiconNode {
	const found = map.get(key) ?? newNode();
	map.set(key, found);
	return found;
}

function stepInto(node: LexiconNode, part: string): LexiconNode {
	if (part === '*') return (node.gap ??= newNode());
	return part.endsWith('*')
		? childOf(node.stems, foldWord(part).slice(0, LONGEST_STEM))
		: childOf(node.words, foldWord(part));
}

/** Every entry of a list as it is written. */
export const entriesOf = (list: string): string[] =>
	list
		.split(',')
		.map((entry) => entry.trim().replaceAll(/\s+/g, ' '))
		.filter((entry) => entry !== '')
		.flatMap(variantsOf);

/** Of an entry that is in several tables the first counts. */
export function buildLexicon(...tables: readonly WeightedWords[]): LexiconNode {
	const root = newNode();
	for (const [weight, list] of tables.flat()) {
		for (const entry of entriesOf(list)) {
			const last = entry.replaceAll('-', ' ').split(' ').reduce(stepInto, root);
			last.weight ??= weight;
		}
	}
	return root;
}

export interface Match {
	/** Words it takes. */
	readonly length: number;
	readonly weight: number;
}

/** Nodes a word leads to, the closest first. */
function nextNodes({ words, stems }: LexiconNode, word: string): LexiconNode[] {
	const found: LexiconNode[] = [];
	const exact = words.get(word);
	if (exact) found.push(exact);
	if (stems.size === 0) return found;
	for (let length = Math.min(word.length, LONGEST_STEM); length > 0; length -= 1) {
		const node = stems.get(word.slice(0, length));
		if (node) found.push(node);
	}
	return found;
}

/**
 * The longest match that begins at `at` and ends before `end`; null when there is none. The depth is that of the longest
 * phrase, so the time does not grow with the text.
 */
export function longestMatch(
	root: LexiconNode,
	words: readonly string[],
	at: number,
	end: number
): Match | null {
	let best: Match | null = null;
	const walk = (node: LexiconNode, position: number): void => {
		if (node.weight !== null && (best === null || position - at > best.length)) {
			best = { length: position - at, weight: node.weight };
		}
		if (position >= end) return;
		for (const next of nextNodes(node, words[position] ?? '')) walk(next, position + 1);
		if (node.gap === null) return;
		for (let skipped = 1; skipped <= MOST_GAP_WORDS && position + skipped < end; skipped += 1) {
			walk(node.gap, position + skipped);
		}
	};
	walk(root, at);
	return best;
}

export const hasWord = ({ words, stems }: LexiconNode, word: string): boolean =>
	words.has(word) ||
	(stems.size > 0 && nextNodes({ words, stems, gap: null, weight: null }, word).length > 0);
