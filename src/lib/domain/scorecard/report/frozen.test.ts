import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../format/locale.ts';
import { givenPage } from '../../../../../tests/support/given-scorecard.ts';
import { freeze, readFrozen, thaw } from './frozen.ts';

test('what was frozen and read back is the page it was, in each language, with nothing else to choose', () => {
	const page = givenPage();
	const facts = { es: page.facts, en: {}, pt: page.facts };
	const read = readFrozen(JSON.stringify(freeze(page, facts)));
	expect(read).not.toBeNull();
	for (const language of LANGUAGES) {
		expect(read && thaw(read, language)).toEqual({
			...page,
			facts: facts[language],
			choices: {
				months: ['2026-10'],
				units: [{ key: 'company', unit: page.unit, name: 'Sede Norte', kind: 'team', depth: 0 }]
			}
		});
	}
});

test.each([
	['null'],
	['{"format":2,"page":{"view":{}},"facts":{"es":{},"en":{},"pt":{}}}'],
	['{"format":1}']
])('%s is not read as a frozen period', (text) => {
	expect(readFrozen(text)).toBeNull();
});
