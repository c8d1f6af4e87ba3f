import { describe, expect, test } from 'vitest';
import { momentFormat } from './moment.ts';

const AT = Date.UTC(2026, 10, 20, 23, 5, 9);

describe('momentFormat', () => {
	test('tells date and time by the clock of the zone', () => {
		expect(momentFormat('en-GB', 'Europe/Madrid')(AT)).toBe('21 Nov 2026, 00:05:09');
	});

	test.each([[null], [Number.NaN]])('%s is a dash', (ms) => {
		expect(momentFormat('es-ES', 'UTC')(ms)).toBe('–');
	});
});
