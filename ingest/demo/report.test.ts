import { describe, expect, test } from 'vitest';
import { jsonReport, textReport } from './report.ts';
import type { Output } from './report.ts';

function output(isTTY: boolean): Output & { text: () => string } {
	const written: string[] = [];
	return { isTTY, write: (text) => written.push(text), text: () => written.join('') };
}

const steps = [0, 0.05, 0.5, 0.52, 1].map((progress) => ({
	progress,
	day: '2026-11-17',
	events: 10
}));

describe('report', () => {
	test('JSON is one object a line, warnings aside', () => {
		const out = output(false);
		const err = output(false);
		const report = jsonReport(out, err);
		report.phase('live', 7);
		for (const step of steps) report.history(step);
		report.warn('slow');
		const lines = out
			.text()
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as unknown);
		expect(lines).toEqual([
			{ phase: 'live', events: 7 },
			...steps.map(({ progress: share, day, events }) => ({
				progress: { share, words: '10 events', done: share === 1 },
				day,
				events
			}))
		]);
		expect(err.text()).toBe('demo: slow\n');
	});

	test('tells the launcher when there was nothing to load', () => {
		const out = output(false);
		jsonReport(out, out).history({ progress: 1, day: null, events: 0 });
		expect(out.text()).toContain('"words":"was loaded before."');
	});

	test('a terminal gets a bar on one line, a file a line for every tenth', () => {
		const terminal = output(true);
		const file = output(false);
		for (const out of [terminal, file]) {
			const report = textReport(out, out);
			for (const step of steps) report.history(step);
		}
		expect(terminal.text().split('\n')).toHaveLength(2);
		expect(terminal.text()).toContain('100 %');
		expect(file.text().trim().split('\n')).toEqual([
			'demo: history 0 %, 10 events',
			'demo: history 50 %, 10 events',
			'demo: history 100 %, 10 events'
		]);
	});
});
