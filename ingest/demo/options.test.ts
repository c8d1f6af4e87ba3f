import { describe, expect, test } from 'vitest';
import { UsageError, readOptions } from './options.ts';

describe('readOptions', () => {
	test('is real time with thirty days of history unless told otherwise', () => {
		expect(readOptions([])).toEqual({
			speed: 1,
			behindMs: 0,
			seed: 'demo',
			historyDays: 30,
			historyMonths: 15,
			report: 'text',
			help: false
		});
	});

	test('a fast clock starts two hours ago', () => {
		expect(readOptions(['--speed', '20']).behindMs).toBe(7_200_000);
		expect(readOptions(['--speed', '20', '--ago', '90m']).behindMs).toBe(5_400_000);
	});

	test('history can be left out', () => {
		const options = readOptions(['--no-history', '--history-days', '5', '--history-months', '2']);
		expect(options).toMatchObject({ historyDays: 0, historyMonths: 0 });
	});

	test.each([
		[['--speed', '0']],
		[['--speed', 'fast']],
		[['--history-days', '-1']],
		[['--history-months', '40']],
		[['--seed', 'a-b']],
		[['--ago', 'yesterday']],
		[['--report', 'xml']],
		[['--unknown']],
		[['positional']]
	])('refuses %j', (args) => {
		expect(() => readOptions(args)).toThrow(UsageError);
	});
});
