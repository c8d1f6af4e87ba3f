/** A threshold as people type it, in the unit of the metric: `80`, `80 %`, `3 min`, `12,5`. */
import { readWait, writeWait } from '../queues/wait-text.ts';
import type { MetricUnit } from '../metrics/metric.ts';

const NUMBER = /^[-−+]?\d{1,9}(?:[.,]\d{1,6})?$/;

/** Whole seconds beyond a month are a slip of the pen. */
const MOST_WAIT_MS = 30 * 86_400_000;
const MOST_COUNT = 1_000_000;

function readNumber(typed: string): number | null {
	const text = typed.replace(/[%\s]/gu, '');
	return NUMBER.test(text) ? Number(text.replace('−', '-').replace(',', '.')) : null;
}

const within = (value: number | null, least: number, most: number): number | null =>
	value !== null && value >= least && value <= most ? value : null;

/** What is typed as points of a hundred is kept as a share, without the last digits of a division. */
const hundredth = (value: number | null): number | null =>
	value === null ? null : Number((value / 100).toFixed(8));

/** Null for what is no threshold of this unit. */
export function readThreshold(typed: string, unit: MetricUnit): number | null {
	switch (unit) {
		case 'duration':
			return within(readWait(typed), 0, MOST_WAIT_MS);
		case 'ratio':
			return within(hundredth(readNumber(typed)), 0, 1);
		case 'balance':
			return within(hundredth(readNumber(typed)), -1, 1);
		case 'count':
			return typed.includes('%') ? null : within(readNumber(typed), 0, MOST_COUNT);
		case 'score':
			return typed.includes('%') ? null : within(readNumber(typed), -MOST_COUNT, MOST_COUNT);
		default:
			return unit satisfies never;
	}
}

const plain = (value: number): string => String(Number(value.toFixed(6)));

/** As `readThreshold` reads it. */
export function writeThreshold(value: number, unit: MetricUnit): string {
	switch (unit) {
		case 'duration':
			return writeWait(value);
		case 'ratio':
			return `${plain(value * 100)} %`;
		case 'balance':
			return plain(value * 100);
		case 'count':
		case 'score':
			return plain(value);
		default:
			return unit satisfies never;
	}
}
