import { describe, expect, test } from 'vitest';
import type { ScreenReport } from './paint-report.ts';
import { SILENT_AFTER_MS } from './paint-report.ts';
import { WRITTEN_LATE_MS, byTrouble, screenState } from './screen-state.ts';
import type { ScreenFacts, ScreenState } from './screen-state.ts';

const NOW = 1_790_000_000_000;
const report: ScreenReport = {
	n: 1,
	seq: 7,
	revision: 1,
	hash: '0123456789abcdef',
	build: 'b1',
	width: 1920,
	height: 1080,
	roundTripMs: 4,
	board: 'sala',
	proof: 'match',
	atMs: NOW,
	connectedAtMs: NOW - 60_000
};
const facts = (changed: Partial<ScreenFacts> = {}): ScreenFacts => ({
	report,
	isHeardHere: true,
	tokenExpiresAtMs: NOW + 1,
	wasCopied: false,
	...changed
});
const reported = (changed: Partial<ScreenReport>): Partial<ScreenFacts> => ({
	report: { ...report, ...changed }
});

describe('the state of a screen', () => {
	const cases: [string, Partial<ScreenFacts>, ScreenState][] = [
		['that shows what it should is fine', {}, 'fine'],
		['that shows something else differs', reported({ proof: 'differs' }), 'differs'],
		['nobody can judge yet is unproven', reported({ proof: 'unknown' }), 'unproven'],
		['of an earlier build is outdated', reported({ build: 'b0' }), 'outdated'],
		['that was never heard of waits', { report: null }, 'waiting'],
		['three reports late is silent', reported({ atMs: NOW - SILENT_AFTER_MS - 1 }), 'silent'],
		['two reports late is not', reported({ atMs: NOW - SILENT_AFTER_MS }), 'fine'],
		[
			'another process hears of has a minute more',
			{ ...reported({ atMs: NOW - SILENT_AFTER_MS - WRITTEN_LATE_MS }), isHeardHere: false },
			'fine'
		],
		[
			'another process no longer hears of is silent',
			{ ...reported({ atMs: NOW - SILENT_AFTER_MS - WRITTEN_LATE_MS - 1 }), isHeardHere: false },
			'silent'
		],
		['whose token has run out is expired', { tokenExpiresAtMs: NOW }, 'expired'],
		['whose old token was used is copied, whatever it shows', { wasCopied: true }, 'copied']
	];
	test.each(cases)('a screen %s', (_why, changed, state) => {
		expect(screenState(facts(changed), 'b1', NOW)).toBe(state);
	});

	test('trouble comes first, then names', () => {
		const screens = (['fine', 'silent', 'fine', 'differs'] as const).map((state, n) => ({
			state,
			name: ['b', 'z', 'a', 'y'][n] ?? ''
		}));
		const sorted = byTrouble(screens, (a, b) => a.localeCompare(b));
		expect(sorted.map(({ name }) => name)).toEqual(['y', 'z', 'a', 'b']);
	});
});
