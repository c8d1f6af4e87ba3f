import { describe, expect, test } from 'vitest';
import { SPEEDS, commandOf, nextSpeed } from './commands.ts';

const press = (key: string, held = {}) =>
	commandOf({ key, ctrlKey: false, altKey: false, metaKey: false, ...held });

describe('the keys of the player', () => {
	test.each([
		[' ', { do: 'toggle' }],
		['k', { do: 'toggle' }],
		['K', { do: 'toggle' }],
		['j', { do: 'skip', byMs: -15_000 }],
		['L', { do: 'skip', byMs: 15_000 }],
		['ArrowLeft', { do: 'skip', byMs: -5000 }],
		['ArrowRight', { do: 'skip', byMs: 5000 }],
		['<', { do: 'slower' }],
		['>', { do: 'faster' }],
		['m', { do: 'pin' }]
	])('%s', (key, command) => {
		expect(press(key)).toEqual(command);
	});

	test('leave to the browser what is the browser’s', () => {
		expect(press('k', { ctrlKey: true })).toBeNull();
		expect(press('l', { metaKey: true })).toBeNull();
		expect(press('ArrowLeft', { altKey: true })).toBeNull();
		expect(press('Tab')).toBeNull();
		expect(press('toString')).toBeNull();
	});

	test('go from the slowest to the fastest and no further', () => {
		expect(SPEEDS.reduce<number>((speed) => nextSpeed(speed, true), 0.5)).toBe(3);
		expect(SPEEDS.reduce<number>((speed) => nextSpeed(speed, false), 3)).toBe(0.5);
		expect(nextSpeed(1, true)).toBe(1.25);
		expect(nextSpeed(1, false)).toBe(0.75);
	});
});
