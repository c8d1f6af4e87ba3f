/** Results of agents as a file: what the page shows, with names of columns for programs. */
import { CRITICAL_CLASSES } from '#lib/domain/quality/form.ts';
import type { ShareResult } from '#lib/domain/quality/fairness/agent-result.ts';
import type { ResultsAsk } from '#lib/domain/quality/fairness/results-ask.ts';
import type { Interval95 } from '#lib/domain/statistics/confidence.ts';
import type { Rank } from '#lib/domain/statistics/ranking.ts';
import { CSV, csvStream, download } from '../../export/csv.ts';
import type { CsvCell } from '../../export/csv.ts';
import type { NamedResult } from './team-results.ts';

const HEADER = [
	'agent',
	'name',
	'lane',
	'n',
	'contacts',
	'mean',
	'interval_low',
	'interval_high',
	'stratified',
	'expected',
	'passed',
	'judged',
	'pass_low',
	'pass_high',
	...CRITICAL_CLASSES.flatMap((one) => [`${one}_without_error`, `${one}_asked`]),
	'more_for_5_points',
	'rank_from',
	'rank_to',
	'ranked',
	'not_ranked_because',
	'scores'
];

/** Points of 100 as on the page, with a dot and without noise. */
const points = (share: number | null | undefined): CsvCell =>
	share === null || share === undefined ? null : Number((share * 100).toFixed(4));

const counts = (share: ShareResult | null): CsvCell[] => [share?.well ?? null, share?.of ?? null];
const bounds = (interval: Interval95 | null | undefined): CsvCell[] => [
	points(interval?.[0]),
	points(interval?.[1])
];
const places = (rank: Rank | null): CsvCell[] =>
	rank === null ? [null, null, null] : [rank.from, rank.to, rank.of];

const rowOf = (one: NamedResult, { lane }: ResultsAsk): CsvCell[] => [
	one.agent,
	one.name,
	lane,
	one.n,
	one.population,
	points(one.mean),
	...bounds(one.interval),
	one.isStratified ? 1 : 0,
	points(one.expected),
	...counts(one.passes),
	...bounds(one.passes?.interval),
	...CRITICAL_CLASSES.flatMap((name) => counts(one.critical[name])),
	one.needed,
	...places(one.rank),
	one.unranked,
	one.dots.map(({ score }) => String(points(score))).join(' ')
];

export const resultsCsv = (agents: readonly NamedResult[], ask: ResultsAsk): Response =>
	download(
		`quality-results-${ask.first}-${ask.last}.csv`,
		CSV,
		csvStream(
			HEADER,
			agents.map((one) => rowOf(one, ask))
		)
	);
