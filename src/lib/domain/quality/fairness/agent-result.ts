/** What the evaluations of an agent come to, and how much of it may be said. Scores are 0..1.1. */
import { wilsonInterval } from '../../statistics/confidence.ts';
import type { Interval95 } from '../../statistics/confidence.ts';
import { grouped } from '../../statistics/grouped.ts';
import { studentInterval } from '../../statistics/mean-interval.ts';
import { expectedMean, poolingOf } from '../../statistics/partial-pooling.ts';
import type { Pooling } from '../../statistics/partial-pooling.ts';
import type { Estimate, Rank } from '../../statistics/ranking.ts';
import { estimateOf, ranksOf } from '../../statistics/ranking.ts';
import { evaluationsNeeded } from '../../statistics/sample-size.ts';
import { pooledDeviation, sampleOf } from '../../statistics/sample.ts';
import type { Sample } from '../../statistics/sample.ts';
import { stratifiedEstimate, unevenness } from '../../statistics/stratified.ts';
import type { Stratum } from '../../statistics/stratified.ts';
import { CRITICAL_CLASSES } from '../form.ts';
import type { CriticalClass } from '../form.ts';
import type { Lane } from '../evaluation.ts';
import type { JudgedContact } from './judged-contact.ts';

/** Of fewer only the single scores are shown: their mean says more about chance than about anybody. */
export const FEWEST_TO_TELL = 5;
/** «±5 points»: how near a mean should be known. */
export const NEAR_ENOUGH = 0.05;
/** Parts drawn from this much more often than others would pull the plain mean. */
export const UNEVEN_FROM = 1.25;

export interface Dot {
	/** Of the evaluation. */
	readonly id: string;
	readonly atMs: number;
	readonly score: number;
}

/** Of so many, so many were well; the interval is told from five on. */
export interface ShareResult {
	readonly well: number;
	readonly of: number;
	readonly interval: Interval95 | null;
}

/** `lane`: what was picked speaks only for itself. */
export type Unranked = 'few' | 'lane';

export interface AgentResult {
	readonly agent: string;
	/** Evaluations with a score. */
	readonly n: number;
	/** N: contacts they were drawn from; null: not known. */
	readonly population: number | null;
	/** In the order of the contacts. */
	readonly dots: readonly Dot[];
	/** Null for fewer than five. */
	readonly mean: number | null;
	/** Null where it cannot be told: for fewer than five, of equal scores, and in lanes that speak only for themselves. */
	readonly interval: Interval95 | null;
	/** Parts were drawn from unevenly, and weigh in the mean as many as they are. */
	readonly isStratified: boolean;
	readonly passes: ShareResult | null;
	/** Evaluations without an error, of those in which there could have been one. */
	readonly critical: Readonly<Record<CriticalClass, ShareResult | null>>;
	/** Until the mean is near enough; null: nothing tells, or no number of this lane would. */
	readonly needed: number | null;
	/** Between the own mean and that of all: what to expect of contacts to come. Null where the mean is. */
	readonly expected: number | null;
	readonly rank: Rank | null;
	readonly unranked: Unranked | null;
}

export interface AgentSample {
	readonly agent: string;
	/** Counted ones of one lane. */
	readonly contacts: readonly JudgedContact[];
	readonly population: number | null;
	/** How many contacts each stratum of the agent has. */
	readonly strata: ReadonlyMap<string, number>;
}

const scored = (contacts: readonly JudgedContact[]): Dot[] =>
	contacts
		.flatMap(({ id, contactAtMs, score }) =>
			score === null ? [] : [{ id, atMs: contactAtMs, score }]
		)
		.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));

function shareOf(well: number, of: number): ShareResult | null {
	if (of === 0) return null;
	return { well, of, interval: of < FEWEST_TO_TELL ? null : wilsonInterval(well, of) };
}

export function passesOf(contacts: readonly JudgedContact[]): ShareResult | null {
	const judged = contacts.filter(({ passed }) => passed !== null);
	return shareOf(judged.filter(({ passed }) => passed).length, judged.length);
}

function criticalOf(contacts: readonly JudgedContact[], one: CriticalClass): ShareResult | null {
	const asked = contacts.filter(({ result }) => result.applicable.includes(one));
	const clean = asked.filter(({ result }) => result.errors.every((error) => error.class !== one));
	return shareOf(clean.length, asked.length);
}

export const criticalShares = (contacts: readonly JudgedContact[]): AgentResult['critical'] =>
	Object.fromEntries(
		CRITICAL_CLASSES.map((one) => [one, criticalOf(contacts, one)])
	) as AgentResult['critical'];

/** Null where parts were drawn from evenly, or of some it is not known how many there are. */
function unevenStrata({ contacts, strata }: AgentSample): Stratum[] | null {
	const parts = grouped(
		contacts.filter(({ score }) => score !== null),
		({ stratum }) => stratum ?? ''
	);
	if (parts.size < 2) return null;
	const found: Stratum[] = [];
	for (const [name, own] of parts) {
		const population = strata.get(name);
		const sample = sampleOf(own.flatMap(({ score }) => (score === null ? [] : [score])));
		if (population === undefined || !sample || population < sample.n) return null;
		found.push({ ...sample, population });
	}
	return unevenness(found) < UNEVEN_FROM ? null : found;
}

/** An agent of whom enough is known to say something. */
interface Told {
	readonly sample: Sample;
	readonly estimate: Estimate;
	readonly interval: Interval95 | null;
	readonly isStratified: boolean;
}

function tell(own: AgentSample, sample: Sample, usual: number): Told {
	const { agent, population } = own;
	const strata = unevenStrata(own);
	const stratified = strata && stratifiedEstimate(strata);
	if (stratified?.error) {
		const { mean, error, interval } = stratified;
		const degrees = stratified.degrees ?? sample.n - 1;
		return {
			sample: { ...sample, mean },
			estimate: { id: agent, mean, error, degrees },
			interval,
			isStratified: true
		};
	}
	const isOpen = population === null || sample.n < population;
	return {
		sample,
		estimate: estimateOf(agent, sample, { population, usual }),
		interval: sample.deviation === 0 && isOpen ? null : studentInterval(sample, population),
		isStratified: false
	};
}

function neededBy(own: AgentSample, sample: Sample | null, usual: number | null): number | null {
	const n = sample?.n ?? 0;
	const left = own.population === null ? Infinity : own.population - n;
	const least = Math.min(left, Math.max(0, FEWEST_TO_TELL - n));
	const ofTheirs = n < FEWEST_TO_TELL ? 0 : (sample?.deviation ?? 0);
	// Of few, or of equal scores, the usual one is the better guess.
	const deviation = ofTheirs > 0 ? ofTheirs : usual;
	if (deviation === null) return least > 0 ? least : null;
	const { population } = own;
	return Math.max(least, evaluationsNeeded({ n, deviation, within: NEAR_ENOUGH, population }));
}

/** More than there are cannot have been drawn from them: then it is not known how many there are. */
const plausible = (own: AgentSample, n: number): AgentSample =>
	own.population !== null && own.population < n ? { ...own, population: null } : own;

/** In the order of the ids of the agents; of each lane by itself. */
export function agentResults(agents: readonly AgentSample[], lane: Lane): AgentResult[] {
	const all = agents
		.map((own) => {
			const dots = scored(own.contacts);
			const sample = sampleOf(dots.map(({ score }) => score));
			return { own: plausible(own, dots.length), dots, sample };
		})
		.sort((a, b) => (a.own.agent < b.own.agent ? -1 : 1));
	const samples = all.flatMap(({ sample }) => (sample ? [sample] : []));
	const usual = pooledDeviation(samples)?.deviation ?? null;
	const isRandom = lane === 'random';
	const told = new Map(
		all.flatMap(({ own, sample }) =>
			isRandom && sample && sample.n >= FEWEST_TO_TELL
				? [[own.agent, tell(own, sample, usual ?? 0)] as const]
				: []
		)
	);
	const ranks = ranksOf([...told.values()].map(({ estimate }) => estimate));
	const pooling = poolingOf([...told.values()].map((one) => one.sample));
	return all.map(({ own, dots, sample }): AgentResult => ({
		agent: own.agent,
		n: dots.length,
		population: own.population,
		dots,
		...meansOf(sample, told.get(own.agent), pooling),
		passes: passesOf(own.contacts),
		critical: criticalShares(own.contacts),
		needed: isRandom ? neededBy(own, sample, usual) : null,
		rank: ranks.get(own.agent) ?? null,
		unranked: isRandom ? (told.has(own.agent) ? null : 'few') : 'lane'
	}));
}

function meansOf(
	sample: Sample | null,
	told: Told | undefined,
	pooling: Pooling | null
): Pick<AgentResult, 'mean' | 'interval' | 'isStratified' | 'expected'> {
	// Of another lane the plain mean of what was picked, which says nothing beyond it.
	const picked = sample && sample.n >= FEWEST_TO_TELL ? sample.mean : null;
	if (!told) return { mean: picked, interval: null, isStratified: false, expected: null };
	return {
		mean: told.sample.mean,
		interval: told.interval,
		isStratified: told.isStratified,
		expected: pooling && expectedMean(told.sample, pooling)
	};
}

export interface TeamMean {
	readonly n: number;
	readonly mean: number;
	readonly interval: Interval95 | null;
	/** Each agent weighs as many contacts as they handled; else each evaluation the same. */
	readonly isStratified: boolean;
}

/**
 * The mean of all together. Quotas are by agent and contacts are not, so agents are strata where it is known how many
 * contacts each had. Null for fewer than five, and for lanes that speak only for themselves.
 */
export function teamMean(agents: readonly AgentSample[], lane: Lane): TeamMean | null {
	if (lane !== 'random') return null;
	const samples = agents.flatMap(({ contacts, population }) => {
		const sample = sampleOf(scored(contacts).map(({ score }) => score));
		return sample ? [{ ...sample, population }] : [];
	});
	const n = samples.reduce((sum, sample) => sum + sample.n, 0);
	if (n < FEWEST_TO_TELL) return null;
	const strata = samples.flatMap(({ population, ...sample }) =>
		population === null || population < sample.n ? [] : [{ ...sample, population }]
	);
	const stratified = strata.length === samples.length ? stratifiedEstimate(strata) : null;
	if (stratified?.interval) {
		const { mean, interval } = stratified;
		return { n, mean, interval, isStratified: true };
	}
	const sample = sampleOf(
		agents.flatMap(({ contacts }) => scored(contacts)).map((dot) => dot.score)
	);
	return (
		sample && { n, mean: sample.mean, interval: studentInterval(sample, null), isStratified: false }
	);
}
