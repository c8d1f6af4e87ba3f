/** A scorecard for one unit and period, as pages, reports and frozen links show it. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { monthOf, monthsBetween } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Comparison, Period } from '#lib/domain/scorecard/period.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Scorecard, Unit } from '#lib/domain/scorecard/scorecard.ts';
import { monthsRead, sourceKey, viewScorecard } from '#lib/domain/scorecard/view.ts';
import { versionFor } from '#lib/domain/scorecard/versions.ts';
import type { Language } from '#lib/format/locale.ts';
import type { Runtime } from '../runtime.ts';
import { measureFacts } from './measure-facts.ts';
import type { SeenParts } from './seen-scorecards.ts';
import { seenScorecard } from './seen-scorecards.ts';
import { seenUnit, unitChoices } from './unit-choices.ts';

export interface PageParts extends SeenParts {
	readonly store: Pick<Runtime['store'], 'database'>;
	readonly config: Pick<Runtime['config'], 'timeZone'>;
	readonly scorecards: Pick<Runtime['scorecards'], 'store' | 'readings' | 'agents'>;
	/** The present; the clock where it is not given. */
	readonly now?: () => number;
}

export interface PageAsk {
	/** Null: the node of the scorecard itself. */
	readonly unit: Unit | null;
	readonly period: Period;
	readonly comparison: Comparison;
	/** Nobody chose the month: the running one is shown where nothing is known of it. */
	readonly isUsual?: true;
	/** Of the names of measures. */
	readonly language: Language;
	/** How long it waits for numbers that were never read; a few seconds where it is not given. */
	readonly patienceMs?: number;
}

/** The chosen month, or the nearest one in which there is something: neither before the scorecard began, nor to come. */
function heldPeriod({ versions }: Scorecard, { range, month }: Period, thisMonth: Month) {
	const first = versions.map(({ validFrom }) => validFrom).sort()[0] ?? thisMonth;
	const last = first > thisMonth ? first : thisMonth;
	const held = month < first ? first : month > last ? last : month;
	return { first, last, period: { range, month: held } satisfies Period };
}

/** For those whose right to it was looked at: whoever reads it, or a report that was ordered. */
export async function pageOf(
	parts: PageParts,
	scorecard: Scorecard,
	ask: Omit<PageAsk, 'unit'> & { readonly unit: Unit; readonly unitName: string }
): Promise<ScorecardPage> {
	const { store, config, scorecards, now = Date.now } = parts;
	const zone = config.timeZone;
	const thisMonth = monthOf(now(), zone);
	const { unit, unitName, comparison, language, patienceMs } = ask;
	const { first, last, period } = heldPeriod(scorecard, ask.period, thisMonth);
	const { measures = [] } = versionFor(scorecard.versions, period.month)?.content ?? {};
	const sources = measures.map(({ source }) => source);
	const [answer, facts] = await Promise.all([
		scorecards.readings.answer({
			...{ sources, unit, months: monthsRead(period) },
			...(patienceMs === undefined ? {} : { patienceMs })
		}),
		measureFacts(store.database, measures, language)
	]);
	const shares = new Set(
		measures.filter(({ id }) => facts[id]?.unit === 'ratio').map(({ source }) => sourceKey(source))
	);
	const view = viewScorecard(
		{
			...{ versions: scorecard.versions, readings: answer.readings, thisMonth },
			isShare: (source) => shares.has(sourceKey(source)),
			isOfUnit: (source) => !answer.notOfUnit.has(sourceKey(source))
		},
		period,
		comparison
	);
	if (!view) throw new Error(`scorecard ${scorecard.id} has no version for ${period.month}`);
	return {
		...{ scorecard: scorecard.id, team: scorecard.team, view, unit, unitName, facts, zone },
		freshAtMs: answer.freshAtMs,
		unanswered: measures
			.filter(({ source }) => answer.unanswered.has(sourceKey(source)))
			.map(({ id }) => id),
		choices: { months: monthsBetween(first, last).reverse(), units: [] }
	};
}

/** All of it was read, and nothing was measured: an installation that has just begun. */
const isEmpty = ({ view, unanswered }: ScorecardPage): boolean =>
	unanswered.length === 0 &&
	view.perspectives
		.flatMap(({ objectives }) => objectives)
		.flatMap(({ measures }) => measures)
		.every(({ now }) => now.value === null);

/** Null: there is no such scorecard or unit, or it is out of reach. */
export async function scorecardPage(
	parts: PageParts,
	principal: Principal | null,
	ask: PageAsk & { readonly scorecard: string }
): Promise<ScorecardPage | null> {
	const scorecard = await seenScorecard(parts, principal, ask.scorecard);
	if (!scorecard) return null;
	const { team } = scorecard;
	const unit = ask.unit ?? { team, agent: null };
	const [nodes, agents] = await Promise.all([parts.teams.nodes(), parts.scorecards.agents()]);
	const seen = seenUnit(principal, { nodes, agents }, { team, unit });
	if (!seen) return null;
	const asked = { ...ask, unit, unitName: seen.name };
	const usual = await pageOf(parts, scorecard, asked);
	const month = monthOf((parts.now ?? Date.now)(), parts.config.timeZone);
	const page =
		ask.isUsual && isEmpty(usual)
			? await pageOf(parts, scorecard, { ...asked, period: { ...ask.period, month } })
			: usual;
	const units = unitChoices(principal, { nodes, agents }, { team, unit });
	return { ...page, choices: { ...page.choices, units } };
}
