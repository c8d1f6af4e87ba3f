/** What a soak found, as a table people read; every word of it comes from the run. */
import { machineLines } from '../../bench/machine.ts';
import { drawChart } from './chart.ts';
import type { Panel } from './chart.ts';
import type { SoakOptions } from './options.ts';
import type { Totals } from './sampler.ts';
import { seriesFor } from './series.ts';
import type { Sample, Series } from './series.ts';
import type { Balance } from './stage.ts';
import { judge } from './trend.ts';
import type { Point } from './trend.ts';

export interface SoakResult {
	readonly options: SoakOptions;
	readonly samples: readonly Sample[];
	readonly warmUpEndMs: number;
	readonly isInterrupted: boolean;
	/** Null: it could not be made. */
	readonly balance: Balance | null;
	readonly totals: Totals;
	readonly asked: number;
	readonly faults: ReadonlyMap<string, number>;
}

export interface Judged extends Panel {
	readonly series: Series;
}

function pointsOf(samples: readonly Sample[], { key }: Series): Point[] {
	return samples.flatMap((sample) => {
		const value = sample[key];
		return value === null || Number.isNaN(value) ? [] : [{ atMs: sample.atMs, value }];
	});
}

export function judgeAll({ options, samples, warmUpEndMs }: SoakResult): Judged[] {
	return seriesFor(options.rate).flatMap((series): Judged[] => {
		const points = pointsOf(samples, series);
		// A figure this version of the product does not have is no row of zeros.
		if (points.length === 0) return [];
		const judged = points.filter(({ atMs }) => atMs >= warmUpEndMs);
		const { slope, verdict } = judge(judged, series.boundPerHour ?? Infinity);
		return [
			{
				series,
				title: series.title,
				unit: series.unit,
				points,
				judged,
				slope,
				verdict: series.boundPerHour === null ? 'not judged' : verdict
			}
		];
	});
}

const number = (value: number | null | undefined): string =>
	value === null || value === undefined
		? '–'
		: new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 }).format(
				value
			);

function row({ series, judged, slope, verdict }: Judged): string {
	const { title, unit, boundPerHour, reason } = series;
	const cells = [
		unit === '' ? title : `${title} (${unit})`,
		number(judged[0]?.value),
		number(judged.at(-1)?.value),
		number(slope),
		number(boundPerHour),
		verdict,
		reason
	];
	return `| ${cells.join(' | ')} |`;
}

function balanceLines(balance: Balance | null): string[] {
	if (balance === null) return ['The events could not be counted: the run ended before that.'];
	const { sent, present, isWhole } = balance;
	const lost = Math.max(0, sent.acknowledged - present.distinctIds);
	const doubled = present.rows - present.distinctIds;
	return [
		`- Events: ${number(sent.sent)} sent, ${number(sent.acknowledged)} acknowledged, ${number(present.rows)} present, ${number(lost)} lost, ${number(doubled)} doubled, ${number(sent.rejected)} refused.`,
		`- ${isWhole ? 'Their ids are the same on both sides, by a sum over all of them.' : '**What is there is not what was acknowledged.**'}`
	];
}

function particulars({ totals, asked, faults }: SoakResult): string[] {
	const { viewers, again, markersMissed, restarts } = totals;
	const said = [...faults].map(([fault, count]) => `${fault} × ${count}`).join(', ');
	return [
		`- Viewers: ${number(viewers.frames)} frames, ${number(viewers.bytes / 1024 / 1024)} MiB, ${viewers.gaps} gaps, ${viewers.lost} closed against their will, ${viewers.refused} refused.`,
		`- Markers not seen in time: ${markersMissed}. Requests sent again: ${again}. Processes that restarted: ${restarts}.`,
		`- Questions: ${asked} asked${said === '' ? ', all answered' : `; not answered: ${said}`}.`
	];
}

/** Every promise that was looked at. A run too short to judge a slope breaks none. */
export function isKept(result: SoakResult, judged: readonly Judged[]): boolean {
	const { viewers, markersMissed, restarts } = result.totals;
	return (
		result.balance?.isWhole === true &&
		judged.every(({ verdict }) => verdict !== 'rises') &&
		viewers.gaps + viewers.lost + viewers.refused + markersMissed + restarts === 0 &&
		result.faults.size === 0
	);
}

export function soakText(result: SoakResult, judged: readonly Judged[]): string {
	const { options, samples, warmUpEndMs } = result;
	const first = samples[0]?.atMs ?? 0;
	const minutes = ((samples.at(-1)?.atMs ?? first) - first) / 60_000;
	const title = `${number(minutes)} minutes at ${options.rate} events/s with ${options.viewers} viewers`;
	return `# Soak: ${title}

Written by \`npm run chaos -- soak --minutes ${options.minutes} --rate ${options.rate} --viewers ${options.viewers} --seed ${options.seed}\`${result.isInterrupted ? ' (ended early)' : ''}.

\`\`\`
${machineLines().join('\n')}
\`\`\`

${[...balanceLines(result.balance), ...particulars(result)].join('\n')}

![The series over time](soak.svg)

The slope is the median of the slopes of all pairs of samples (Theil–Sen) after ${number((warmUpEndMs - first) / 60_000)} minutes of warm-up; a series is flat when it rises by no more than its bound in an hour.

| series | first | last | slope per hour | bound per hour | verdict | why this bound |
| --- | ---: | ---: | ---: | ---: | --- | --- |
${judged.map(row).join('\n')}
`;
}

export const soakChart = (
	{ options, warmUpEndMs }: SoakResult,
	judged: readonly Judged[]
): string =>
	drawChart(
		`Soak at ${options.rate} events/s with ${options.viewers} viewers`,
		judged,
		warmUpEndMs
	);
