/** Figures and their values as the API tells and takes them. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { hasDenominator } from '#lib/domain/scorecard/figures/figure.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import {
	bySpot,
	entryFaults,
	spotKey,
	valueOfEntry
} from '#lib/domain/scorecard/figures/figure-value.ts';
import type {
	Entry,
	EntryFault,
	FigureValue,
	Spot
} from '#lib/domain/scorecard/figures/figure-value.ts';
import { changeAt, usableAt } from '#lib/domain/scorecard/figures/import-plan.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { SentFigureValues } from '../../api/schemas/figures.ts';
import type { SentFigureValue } from '../../api/schemas/figures.ts';
import type { Problem } from '../../api/problem.ts';
import { badParameter } from '../../api/problem.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { Runtime } from '../../runtime.ts';
import { seenFigures } from './seen-figures.ts';
import type { FigureSight, SeenFigure } from './seen-figures.ts';

type Parts = Pick<Runtime, 'scorecards'>;

export const figureAnswer = ({ id, team, figure }: SeenFigure) => ({
	...{ id, code: figure.code, name: figure.name, description: figure.description, team },
	...{ unit: figure.unit, adding: figure.adding, factor: figure.factor },
	numerator_name: figure.numeratorName,
	denominator_name: figure.denominatorName,
	source: figure.source
});

const instantOf = (ms: number): string => new Date(ms).toISOString();

export const valueAnswer = (figure: Figure, value: FigureValue) => ({
	...{ figure: value.figure, code: figure.code, team: value.team, month: value.month },
	...{ revision: value.revision, numerator: value.numerator, denominator: value.denominator },
	...{ value: valueOfEntry(figure, value), n: value.n, state: value.state },
	...{ estimate: value.isEstimate, none: value.isVoid },
	...{ source: value.source, evidence: value.evidence },
	entered_at: instantOf(value.enteredAtMs),
	decided_at: value.decidedAtMs === null ? null : instantOf(value.decidedAtMs)
});

const bodies = TypeCompiler.Compile(SentFigureValues);

/** A problem names what is wrong as in JSON: `values/3/month`. */
export function readSentValues(body: unknown): readonly SentFigureValue[] | Problem {
	if (bodies.Check(body)) return body.values;
	const first = bodies.Errors(body).First();
	const at = (first?.path ?? '').slice(1);
	return badParameter(
		at === '' ? 'values' : at,
		`send JSON such as {"values": [{"figure": "turnover", "month": "2026-10", "numerator": 3, "denominator": 120, "source": "HR"}]}; ${first?.message ?? ''}`
	);
}

class Refused extends Error {
	override readonly name = 'Refused';
	readonly field: keyof SentFigureValue;
	constructor(field: keyof SentFigureValue, message: string) {
		super(message);
		this.field = field;
	}
}

/** A value of a ratio is split by its denominator, so that months and nodes add up. */
function numeratorOf(figure: Figure, { value, numerator, denominator }: SentFigureValue): number {
	if (value !== undefined && numerator !== undefined)
		throw new Refused('value', 'give the value or its numerator, not both');
	if (numerator !== undefined) return numerator;
	if (value === undefined) throw new Refused('numerator', 'give a numerator or a value');
	if (!hasDenominator(figure.adding)) return value;
	const whole = (value * (denominator ?? 0)) / figure.factor;
	return figure.unit === 'money' ? Math.round(whole) : whole;
}

/** The field at fault, and what to do. */
function explained(fault: EntryFault, figure: Figure): Refused {
	const texts: Record<EntryFault, readonly [keyof SentFigureValue, string]> = {
		month: ['month', 'months begin with 2000-01'],
		future: ['month', 'the month has not begun'],
		numerator: ['numerator', 'it must be a number; money is whole cents'],
		denominator: [
			'denominator',
			hasDenominator(figure.adding)
				? 'this figure needs a denominator above 0'
				: 'this figure has no denominator'
		],
		n: ['n', 'it must be 0 or more'],
		share: ['numerator', 'the value must lie between -1 and 1'],
		source: ['source', 'say where the number comes from'],
		evidence: ['evidence', 'it is too long']
	};
	return new Refused(...texts[fault]);
}

function entryOf(figure: Figure, sent: SentFigureValue, thisMonth: Month): Entry {
	const { denominator = null, estimate = false, source = figure.source, evidence = '' } = sent;
	const entry: Entry = {
		...{ numerator: numeratorOf(figure, sent), denominator, n: sent.n ?? denominator ?? 1 },
		...{ isEstimate: estimate, isVoid: false },
		...{ source: source.trim(), evidence: evidence.trim() }
	};
	const [fault] = entryFaults(figure, entry, { month: sent.month, thisMonth });
	if (fault !== undefined) throw explained(fault, figure);
	return entry;
}

function spotOf(
	{ figure, team, month }: SentFigureValue,
	{ figures, sight }: { readonly figures: readonly SeenFigure[]; readonly sight: FigureSight }
) {
	const named = figures.filter((one) => one.id === figure || one.figure.code === figure);
	if (team !== undefined && !sight.reached.has(team))
		throw new Refused('team', 'there is no node of this id');
	const usable = team === undefined ? named : usableAt(named, sight.nodes, team);
	const [stored] = usable;
	if (!stored) throw new Refused('figure', 'there is no figure of this code or id');
	if (usable.length > 1) throw new Refused('team', 'several nodes have this figure: name one');
	const at = team ?? stored.team;
	if (!sight.reached.has(at)) throw new Refused('team', 'name the node it is of');
	return { stored, spot: { figure: stored.id, team: at, month } };
}

export type Taken =
	{ readonly entered: number; readonly unchanged: number } | { readonly problem: Problem };

interface Taking {
	readonly sight: FigureSight;
	readonly actor: Actor;
	readonly thisMonth: Month;
}

type Draft = Spot & { readonly line: number; readonly entry: Entry };

/** A problem says which of them is refused, and why. */
function draftsOf(
	sent: readonly SentFigureValue[],
	figures: readonly SeenFigure[],
	{ sight, thisMonth }: Taking
): Draft[] | Problem {
	const drafts: Draft[] = [];
	const keys = new Set<string>();
	for (const [line, one] of sent.entries()) {
		try {
			const { stored, spot } = spotOf(one, { figures, sight });
			if (keys.has(spotKey(spot)))
				throw new Refused('month', 'the same figure, node and month stands further up');
			keys.add(spotKey(spot));
			drafts.push({ line, ...spot, entry: entryOf(stored.figure, one, thisMonth) });
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return badParameter(`values/${line}/${error.field}`, error.message);
		}
	}
	return drafts;
}

const MOVED: Problem = {
	status: 409,
	code: 'moved',
	title: 'Not as things stand now',
	detail: 'somebody entered one of these values at the same time; send them again'
};

/** All of them or none. What is there already, told the same way, is not entered again. */
export async function takeValues(
	parts: Parts,
	sent: readonly SentFigureValue[],
	taking: Taking
): Promise<Taken> {
	const seen = await seenFigures(parts, taking.sight);
	const drafts = draftsOf(
		sent,
		seen.filter(({ isArchived }) => !isArchived),
		taking
	);
	if (!Array.isArray(drafts)) return { problem: drafts };
	const { values } = parts.scorecards.figures;
	const there = bySpot(await values.near(drafts));
	const changes = drafts
		.map((draft) => changeAt(draft, there.get(spotKey(draft)) ?? []))
		.filter(({ kind }) => kind !== 'unchanged');
	const unchanged = drafts.length - changes.length;
	if (changes.length === 0) return { entered: 0, unchanged };
	const { actor } = taking;
	const entered = await values.enter(changes, { file: `api:${actor.name}` }, actor);
	return entered.ok ? { entered: entered.entered, unchanged } : { problem: MOVED };
}
