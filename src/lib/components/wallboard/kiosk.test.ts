import { describe, expect, test } from 'vitest';
import { nextReload } from './kiosk.ts';
import { actionOf } from './screen-keys.ts';

describe('nextReload', () => {
	test('is tonight at four, at a minute of its own', () => {
		expect(nextReload(new Date(2026, 10, 21, 3, 0), 0.5)).toEqual(new Date(2026, 10, 21, 4, 30));
	});
	test('is tomorrow when that has passed', () => {
		expect(nextReload(new Date(2026, 10, 21, 4, 30), 0.5)).toEqual(new Date(2026, 10, 22, 4, 30));
	});
});

describe('actionOf', () => {
	const key = (over: Partial<KeyboardEvent>) =>
		actionOf({ key: 'f', ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...over });
	test('single keys act, in either case', () => {
		expect([key({}), key({ key: 'M' }), key({ key: 'x' })]).toEqual(['fullScreen', 'mute', null]);
	});
	test('keys of the browser and held keys are left alone', () => {
		expect([key({ ctrlKey: true }), key({ repeat: true })]).toEqual([null, null]);
	});
});
