import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { readFile, sample } from '../../../tests/support/read-source.ts';
import type { SourceRun } from '../../../tests/support/read-source.ts';
import { foldSegments } from '../../../tests/support/segment-fold.ts';
import type { FoldedSegment } from '../../../tests/support/segment-fold.ts';
import { csvSource } from './csv-source.ts';
import { readMapping } from './mapping.ts';

const T_MS = 20_000;
const SHORT_MS = 5000;
const path = sample('voice-1999-08/calls.csv');
const mapping = readMapping(
	readFileSync(new URL('./examples/bank-1999.json', import.meta.url).pathname, 'utf8')
);

const spans = (segments: FoldedSegment[], span: (s: FoldedSegment) => number) => segments.map(span);
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const within = (values: number[], mostMs: number) => values.filter((ms) => ms <= mostMs).length;

function figures(segments: FoldedSegment[]) {
	const offered = segments.filter(({ queuedMs }) => queuedMs !== null);
	const answered = offered.filter(({ outcome }) => outcome === 'answered');
	const abandoned = offered.filter(({ outcome }) => outcome === 'abandoned');
	const waits = spans(answered, (s) => (s.acceptedMs ?? NaN) - (s.queuedMs ?? NaN));
	const patience = spans(abandoned, (s) => (s.leftMs ?? NaN) - (s.queuedMs ?? NaN));
	const handled = spans(answered, (s) => (s.endedMs ?? NaN) - (s.acceptedMs ?? NaN));
	const short = within(patience, SHORT_MS);
	const good = within(waits, T_MS);
	return {
		offered: offered.length,
		answered: answered.length,
		abandoned: abandoned.length,
		short,
		a: [good, answered.length + abandoned.length - short],
		c: [good, answered.length],
		d: [good + within(patience, T_MS), answered.length + abandoned.length],
		asaMs: Number(mean(waits).toFixed(3)),
		ahtMs: Number(mean(handled).toFixed(3))
	};
}

describe.skipIf(path === null)('the calls of the bank, by the mapping that is shipped', () => {
	let run: SourceRun;
	let segments: FoldedSegment[];
	beforeAll(async () => {
		run = await readFile(csvSource(mapping), path ?? '');
		segments = foldSegments(run.events);
	});

	test('every record is understood, phantoms are left out', () => {
		expect(run.failures).toEqual([]);
		expect(run.skips).toEqual({ 'PHANTOM: no call': 199 });
		expect(
			segments.filter(({ queuedMs, outcome }) => queuedMs === null && outcome === 'abandoned')
				.length
		).toBe(1835);
	});

	test('the figures of all queues', () => {
		expect(figures(segments)).toEqual({
			offered: 21_634,
			answered: 15_888,
			abandoned: 5746,
			short: 210,
			a: [5106, 21_424],
			c: [5106, 15_888],
			d: [6618, 21_634],
			asaMs: 114_674.031,
			ahtMs: 187_640.358
		});
	});

	test('the figures of one queue', () => {
		const { answered, abandoned, a, ahtMs } = figures(
			segments.filter(({ queue }) => queue === 'NE')
		);
		expect({ answered, abandoned, a, ahtMs }).toEqual({
			answered: 1545,
			abandoned: 182,
			a: [479, 1720],
			ahtMs: 252_622.654
		});
	});

	test('ids are unique, and ingest takes every event', () => {
		expect(new Set(run.events.map(({ id }) => id)).size).toBe(run.events.length);
		const refused = run.events.filter(
			(event) => !parseEvent(event, { nowMs: Date.now(), backfill: true }).ok
		);
		expect(refused).toEqual([]);
	});
});
