/**
 * How much more or less each evaluator gives than the others would have given the same agents: least squares of
 * score = agent + channel + evaluator. Pure.
 *
 * Evaluators can be compared only where they judged agents in common, or agents of evaluators in common: each connected
 * part has severities of its own, which are 0 on average. Where an evaluator judged a channel nobody else did, what is of
 * the channel and what of the evaluator cannot be told apart.
 */
import type { Interval95 } from './confidence.ts';
import { grouped } from './grouped.ts';
import { solveSymmetric } from './linear-system.ts';
import type { Solved } from './linear-system.ts';
import { OUTSIDE_95 } from './mean-interval.ts';
import { studentCritical } from './student-t.ts';

export interface Judgement {
	readonly agent: string;
	readonly evaluator: string;
	readonly channel: string;
	readonly score: number;
}

/** `alone`: nobody else judged their agents. `mixed`: not to be told apart from the channels they judge. */
export type Comparability = 'compared' | 'alone' | 'mixed';

export interface Severity {
	readonly evaluator: string;
	readonly n: number;
	readonly comparability: Comparability;
	/** Number of the connected part, from 0. */
	readonly part: number;
	/** Above 0: gives more than the others, in the unit of the scores. Null where it cannot be compared. */
	readonly effect: number | null;
	/** Null where too little is left to tell by. */
	readonly interval: Interval95 | null;
}

/** In the order of the names of the evaluators. */
export function severitiesOf(judgements: readonly Judgement[]): Severity[] {
	return connectedParts(judgements)
		.flatMap((part, index) => severitiesOfPart(part, index))
		.sort((a, b) => (a.evaluator < b.evaluator ? -1 : 1));
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].sort();

/** Judgements by what agents and evaluators have in common, the largest part first. */
export function connectedParts(judgements: readonly Judgement[]): Judgement[][] {
	const parent = new Map<string, string>();
	const rootOf = (node: string): string => {
		let root = node;
		for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root))
			root = up;
		parent.set(node, root);
		return root;
	};
	const agentNode = ({ agent }: Judgement): string => `agent:${agent}`;
	for (const one of judgements) parent.set(rootOf(agentNode(one)), rootOf(`by:${one.evaluator}`));
	const parts = grouped(judgements, (one) => rootOf(agentNode(one)));
	const nameOf = (part: readonly Judgement[]): string =>
		distinct(part.map(({ evaluator }) => evaluator))[0] ?? '';
	return [...parts.values()].sort(
		(a, b) => b.length - a.length || (nameOf(a) < nameOf(b) ? -1 : 1)
	);
}

/** The unknowns besides the agents: channels and evaluators, the first of each being what the others are compared with. */
interface Model {
	readonly evaluators: readonly string[];
	readonly channels: readonly string[];
	/** Places among the unknowns of a judgement; −1: of the first, which has none. */
	readonly placesOf: (one: Judgement) => readonly number[];
	readonly size: number;
}

function modelOf(part: readonly Judgement[]): Model {
	const evaluators = distinct(part.map(({ evaluator }) => evaluator));
	const channels = distinct(part.map(({ channel }) => channel));
	const channelPlace = new Map(channels.map((channel, index) => [channel, index - 1]));
	const place = new Map(
		evaluators.map((name, index) => [name, index === 0 ? -1 : channels.length - 2 + index])
	);
	return {
		evaluators,
		channels,
		size: channels.length + evaluators.length - 2,
		placesOf: ({ evaluator, channel }) =>
			[channelPlace.get(channel) ?? -1, place.get(evaluator) ?? -1].filter((at) => at >= 0)
	};
}

interface Fit extends Solved {
	/** What the model leaves, and how many judgements are left to tell it by. */
	readonly residualSquares: number;
	readonly degrees: number;
}

const add = (row: number[] | undefined, index: number, value: number): void => {
	if (row) row[index] = (row[index] ?? 0) + value;
};

/** The normal equations with the agents taken out of them beforehand: everything is told within each agent. */
function fit(part: readonly Judgement[], { size, placesOf }: Model): Fit {
	const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
	const right = new Array<number>(size).fill(0);
	const agents = grouped(part, ({ agent }) => agent);
	let squares = 0;
	for (const own of agents.values()) {
		const mean = own.reduce((sum, { score }) => sum + score, 0) / own.length;
		const usual = new Array<number>(size).fill(0);
		for (const one of own) for (const at of placesOf(one)) add(usual, at, 1 / own.length);
		for (const one of own) {
			const row = usual.map((value) => -value);
			for (const at of placesOf(one)) add(row, at, 1);
			const deviation = one.score - mean;
			squares += deviation ** 2;
			for (const [index, value] of row.entries()) {
				if (value === 0) continue;
				add(right, index, value * deviation);
				for (const [other, factor] of row.entries()) add(matrix[index], other, value * factor);
			}
		}
	}
	const solved = solveSymmetric(matrix, right);
	const explained = solved.solution.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
	const rank = agents.size + size - solved.dependent.size;
	return {
		...solved,
		residualSquares: Math.max(0, squares - explained),
		degrees: part.length - rank
	};
}

function severitiesOfPart(unordered: readonly Judgement[], part: number): Severity[] {
	// In one order, so that sums do not depend on the one they came in.
	const keyOf = ({ agent, evaluator, channel, score }: Judgement): string =>
		JSON.stringify([agent, evaluator, channel, score]);
	const judgements = [...unordered].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	const model = modelOf(judgements);
	const { evaluators, channels, size } = model;
	const count = (name: string) => judgements.filter(({ evaluator }) => evaluator === name).length;
	const fitted = fit(judgements, model);
	const first = channels.length - 1;
	const isMixed = evaluators.some(
		(_, index) => index > 0 && fitted.dependent.has(first - 1 + index)
	);
	const comparability = evaluators.length < 2 ? 'alone' : isMixed ? 'mixed' : 'compared';
	return evaluators.map((evaluator, index) => {
		const facts = { evaluator, n: count(evaluator), comparability, part } as const;
		if (comparability !== 'compared') return { ...facts, effect: null, interval: null };
		// Of each the distance from the mean of all evaluators of the part.
		const contrast = Array.from({ length: size }, (_, at) =>
			at < first ? 0 : (at === first - 1 + index ? 1 : 0) - 1 / evaluators.length
		);
		return { ...facts, ...estimate(contrast, fitted) };
	});
}

function estimate(
	contrast: readonly number[],
	{ solution, inverse, residualSquares, degrees }: Fit
): Pick<Severity, 'effect' | 'interval'> {
	const dot = (row: readonly number[]) =>
		row.reduce((sum, value, at) => sum + value * (contrast[at] ?? 0), 0);
	const effect = dot(solution);
	if (degrees < 1) return { effect, interval: null };
	const variance = dot(inverse.map(dot)) * (residualSquares / degrees);
	const half = studentCritical(OUTSIDE_95, degrees) * Math.sqrt(Math.max(0, variance));
	return { effect, interval: [effect - half, effect + half] };
}
