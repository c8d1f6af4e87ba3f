/** A contract as it is typed into a form, and what is wrong with it. */
import { findMetric } from '../../metrics/catalogue.ts';
import type { MetricUnit } from '../../metrics/metric.ts';
import { ALL_BASIS_POINTS, REVENUE_BASES, clauseFault } from './contract.ts';
import type { Clause, ClientContract, Effect, Step } from './contract.ts';
import { MOST_CENTS } from './price.ts';
import type { Price } from './price.ts';
import { readHundredths, readTyped, typedNumber } from '../typed-number.ts';
import type { DecimalMark } from '../typed-number.ts';

/** All text; empty: all channels or queues, or not given. */
export interface TypedTerm {
	readonly basis: string;
	readonly channel: string;
	readonly amount: string;
}
export interface TypedStep {
	/** Per cent, points, seconds or points of a scale, by the metric. */
	readonly from: string;
	readonly kind: string;
	readonly effect: string;
}
export interface TypedClause {
	readonly metric: string;
	readonly channel: string;
	readonly queue: string;
	readonly leastN: string;
	/** The first is the lowest band, without a limit. */
	readonly steps: readonly TypedStep[];
}
export interface TypedContract {
	readonly name: string;
	/** Without an amount: left out. */
	readonly terms: readonly TypedTerm[];
	/** Without a metric: left out. */
	readonly clauses: readonly TypedClause[];
	readonly penaltyCap: string;
	readonly bonusCap: string;
}

/** Where something is wrong: `terms.0`, `clauses.1.steps`, `name`. */
export type ContractFault =
	| 'name'
	| 'terms'
	| 'penaltyCap'
	| 'bonusCap'
	| `terms.${number}`
	| `clauses.${number}.${'metric' | 'leastN' | 'steps' | 'effects'}`;

export const NO_TERM: TypedTerm = { basis: 'contact', channel: '', amount: '' };
export const NO_STEP: TypedStep = { from: '', kind: 'share', effect: '' };
export const NO_CLAUSE: TypedClause = {
	...{ metric: '', channel: '', queue: '', leastN: '0' },
	steps: []
};
export const NO_CONTRACT: TypedContract = {
	...{ name: '', terms: [], clauses: [], penaltyCap: '', bonusCap: '' }
};

const SECOND_HUNDREDTHS_MS = 10;
/** Of one hundredth of what is typed, as a divisor of the value. */
function limitOf(hundredths: number, unit: MetricUnit): number {
	switch (unit) {
		case 'ratio':
		case 'balance':
			return hundredths / ALL_BASIS_POINTS;
		case 'duration':
			return hundredths * SECOND_HUNDREDTHS_MS;
		case 'score':
		case 'count':
			return hundredths / 100;
		default:
			return unit satisfies never;
	}
}
function hundredthsOfLimit(limit: number, unit: MetricUnit): number {
	if (unit === 'duration') return Math.round(limit / SECOND_HUNDREDTHS_MS);
	return Math.round(limit * (unit === 'score' || unit === 'count' ? 100 : ALL_BASIS_POINTS));
}

const one = (word: string): string[] => (word === '' ? [] : [word]);

function termOf({ basis, channel, amount }: TypedTerm, mark: DecimalMark): Price | null {
	const known = REVENUE_BASES.find((word) => word === basis);
	const cents = readHundredths(amount, mark);
	if (known === undefined || cents === null || cents < 0 || cents > MOST_CENTS) return null;
	return { basis: known, channels: one(channel), cents };
}

function effectOf({ kind, effect }: TypedStep, mark: DecimalMark): Effect | null {
	const hundredths = effect === '' ? 0 : readHundredths(effect, mark);
	if (hundredths === null) return null;
	const most = kind === 'amount' ? MOST_CENTS : ALL_BASIS_POINTS;
	if (Math.abs(hundredths) > most) return null;
	return kind === 'amount'
		? { kind: 'amount', cents: hundredths }
		: { kind: 'share', basisPoints: hundredths };
}

const MOST_LEAST_N = 999_999;

/** A whole number from 0 on. */
function leastOf(text: string, mark: DecimalMark): number | null {
	const value = readTyped(text, mark);
	const isSound = typeof value === 'number' && Number.isInteger(value);
	return isSound && value >= 0 && value <= MOST_LEAST_N ? value : null;
}

class Parsing {
	readonly faults: ContractFault[] = [];
	readonly #mark: DecimalMark;

	constructor(mark: DecimalMark) {
		this.#mark = mark;
	}

	clause(typed: TypedClause, index: number): Clause {
		const metric = findMetric(typed.metric);
		const leastN = leastOf(typed.leastN, this.#mark);
		if (leastN === null) this.faults.push(`clauses.${index}.leastN`);
		const [lowest = NO_STEP, ...others] = typed.steps;
		// A row that says nothing is a spare one.
		const given = others.filter(({ from, effect }) => from !== '' || effect !== '');
		const steps = [
			this.#step({ ...lowest, from: '' }, index, metric?.unit ?? 'ratio'),
			...given.map((step) => this.#step(step, index, metric?.unit ?? 'ratio'))
		];
		const clause: Clause = {
			...{ metric: typed.metric, channels: one(typed.channel), queues: one(typed.queue) },
			...{ leastN: leastN ?? 0, steps }
		};
		const fault = clauseFault(clause);
		if (fault === 'metric') this.faults.push(`clauses.${index}.metric`);
		else if (fault !== null || steps.length < 2) this.faults.push(`clauses.${index}.steps`);
		return clause;
	}

	cap(text: string, field: 'penaltyCap' | 'bonusCap'): number | null {
		if (text === '') return null;
		const cap = readHundredths(text, this.#mark);
		if (cap !== null && cap >= 0 && cap <= ALL_BASIS_POINTS) return cap;
		this.faults.push(field);
		return null;
	}

	#step(typed: TypedStep, index: number, unit: MetricUnit): Step {
		const effect = effectOf(typed, this.#mark);
		if (effect === null) this.faults.push(`clauses.${index}.effects`);
		const from = typed.from === '' ? null : readHundredths(typed.from, this.#mark);
		return {
			from: from === null ? null : limitOf(from, unit),
			effect: effect ?? { kind: 'share', basisPoints: 0 }
		};
	}
}

/** Without any fault the contract can be kept. `mark`: of the language of the page. */
export function parseContract(
	typed: TypedContract,
	mark: DecimalMark
): {
	readonly contract: ClientContract;
	readonly faults: readonly ContractFault[];
} {
	const parsing = new Parsing(mark);
	const { faults } = parsing;
	if (typed.name === '' || typed.name.length > 120) faults.push('name');
	const terms = typed.terms.flatMap((term, index): Price[] => {
		if (term.amount === '') return [];
		const price = termOf(term, mark);
		if (price === null) faults.push(`terms.${index}`);
		return price === null ? [] : [price];
	});
	if (terms.length === 0) faults.push('terms');
	const clauses = typed.clauses.flatMap((clause, index) =>
		clause.metric === '' ? [] : [parsing.clause(clause, index)]
	);
	return {
		contract: {
			...{ name: typed.name, terms, clauses },
			penaltyCap: parsing.cap(typed.penaltyCap, 'penaltyCap'),
			bonusCap: parsing.cap(typed.bonusCap, 'bonusCap')
		},
		faults
	};
}

/** As it would be typed; of several channels or queues the first. */
export function typedContract(contract: ClientContract, mark: DecimalMark): TypedContract {
	const say = (hundredths: number): string => typedNumber(hundredths / 100, mark);
	return {
		name: contract.name,
		terms: contract.terms.map(({ basis, channels, cents }) => ({
			...{ basis, channel: channels[0] ?? '' },
			amount: say(cents)
		})),
		clauses: contract.clauses.map(({ metric: id, channels, queues, leastN, steps }) => {
			const unit = findMetric(id)?.unit ?? 'ratio';
			return {
				...{ metric: id, channel: channels[0] ?? '', queue: queues[0] ?? '' },
				leastN: String(leastN),
				steps: steps.map(({ from, effect }) => ({
					from: from === null ? '' : say(hundredthsOfLimit(from, unit)),
					kind: effect.kind,
					effect: say(effect.kind === 'share' ? effect.basisPoints : effect.cents)
				}))
			};
		}),
		penaltyCap: contract.penaltyCap === null ? '' : say(contract.penaltyCap),
		bonusCap: contract.bonusCap === null ? '' : say(contract.bonusCap)
	};
}
