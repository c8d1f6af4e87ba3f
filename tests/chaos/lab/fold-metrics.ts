/** Numbers of the API by queue, out of folded segments, in plain TypeScript: the second witness. */
import { defaultRule } from '#lib/domain/metrics/queue-defaults.ts';
import { serviceLevelShare } from '#lib/domain/metrics/service-level.ts';
import type { FoldedSegment } from '../../support/fold.ts';

export const METRICS = [
	'offered',
	'answered',
	'abandoned',
	'short_abandoned',
	'handled',
	'service_level',
	'asa',
	'aht'
] as const;
type Numbers = Record<(typeof METRICS)[number], number>;

export function foldMetrics(segments: readonly FoldedSegment[]): Map<string, Numbers> {
	const byQueue = new Map<string, FoldedSegment[]>();
	for (const segment of segments) {
		const list = byQueue.get(segment.queue) ?? [];
		list.push(segment);
		byQueue.set(segment.queue, list);
	}
	return new Map([...byQueue].map(([queue, list]) => [queue, numbersOf(list)]));
}

function numbersOf(segments: readonly FoldedSegment[]): Numbers {
	const offered = segments.filter(({ queuedAtMs }) => queuedAtMs !== null);
	const answered = offered.filter(({ outcome }) => outcome === 'answered');
	const abandoned = offered.filter(({ outcome }) => outcome === 'abandoned');
	const handled = segments.filter((one) => (one.wrappedAtMs ?? one.endedAtMs) !== null);
	const shares = offered.map((one) => serviceLevelShare(one, defaultRule(one.channel)));
	const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
	const ratio = (over: number, under: number): number => (under === 0 ? 0 : over / under);
	return {
		offered: offered.length,
		answered: answered.length,
		abandoned: abandoned.length,
		short_abandoned: abandoned.filter(
			(one) => one.waitMs <= defaultRule(one.channel).shortAbandonMs
		).length,
		handled: handled.length,
		service_level: ratio(
			sum(shares.map(({ numerator }) => numerator)),
			sum(shares.map(({ denominator }) => denominator))
		),
		asa: ratio(sum(answered.map(({ waitMs }) => waitMs)), answered.length),
		aht: ratio(
			sum(handled.map(({ talkMs, holdMs, acwMs }) => talkMs + holdMs + acwMs)),
			handled.length
		)
	};
}
