import { expect, test } from 'vitest';
import { leaf } from '#lib/domain/scorecard/roll-up.ts';
import { reportWords } from '#lib/server/scorecards/report/report-text.ts';
import { cappedText, freshText, rollUpWords } from './scorecard-words.ts';
import { givenPage } from '../../../../tests/support/given-scorecard.ts';

const words = await reportWords('es');

test('an index that a critical measure holds down says what it would be, where that is another number', () => {
	const held = { ...leaf(79, false), index: 79, partial: 79 };
	expect(cappedText(words, { ...held, uncapped: 92.4 })).toBe(
		'limitado por un indicador crítico; sería 92'
	);
	expect(rollUpWords(words, { ...held, uncapped: 92.4 }).at(-1)).toMatch(/sería 92$/);
	// Both are shown as 79.
	expect(cappedText(words, { ...held, uncapped: 79.6 })).toBe('');
	expect(cappedText(words, { ...held, uncapped: null })).toBe('');
});

test('what nobody has read yet says so, and what was entered by hand needs no reading', () => {
	const page = givenPage();
	expect(freshText(words, page)).toBe('Leído el 3 nov 2026, 08:30:00');
	expect(freshText(words, { ...page, freshAtMs: null })).toBe('');
	const empty = { ...page.view, rolled: { ...page.view.rolled, coverage: 0 } };
	expect(freshText(words, { ...page, freshAtMs: null, view: empty })).toMatch(/^Todavía no/);
});
