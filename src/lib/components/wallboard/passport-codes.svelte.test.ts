import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CODES_MS, PassportCodes } from './passport-codes.svelte.ts';

const press = (codes: PassportCodes, key: string, tiles = 4): boolean =>
	codes.press({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false }, tiles);
const shown = (codes: PassportCodes): number[] => [0, 1, 2, 3].filter((n) => codes.shows(n));

describe('codes on the tiles of a screen', () => {
	let codes: PassportCodes;
	beforeEach(() => {
		vi.useFakeTimers();
		codes = new PassportCodes({ startsByArrow: true });
	});
	afterEach(() => vi.useRealTimers());

	test('i shows all of them, and hides them again', () => {
		expect(press(codes, 'i')).toBe(true);
		expect(shown(codes)).toEqual([0, 1, 2, 3]);
		press(codes, 'I');
		expect(codes.isShown).toBe(false);
	});

	test('they go by themselves', () => {
		press(codes, 'i');
		vi.advanceTimersByTime(CODES_MS - 1);
		expect(codes.isShown).toBe(true);
		vi.advanceTimersByTime(1);
		expect(codes.isShown).toBe(false);
	});

	test('a digit shows that of one tile, and none of a tile that is not there', () => {
		press(codes, '3');
		expect(shown(codes)).toEqual([2]);
		expect(press(codes, '9')).toBe(false);
		expect(shown(codes)).toEqual([2]);
	});

	test('arrows go from tile to tile and around, and Escape ends it', () => {
		press(codes, 'ArrowLeft');
		expect(shown(codes)).toEqual([3]);
		press(codes, 'ArrowRight');
		expect(shown(codes)).toEqual([0]);
		press(codes, 'Escape');
		expect(codes.isShown).toBe(false);
	});

	test('where there is a pointer arrows scroll until a code is shown', () => {
		const beside = new PassportCodes({ startsByArrow: false });
		expect(press(beside, 'ArrowRight')).toBe(false);
		press(beside, '2');
		expect(press(beside, 'ArrowRight')).toBe(true);
		expect(shown(beside)).toEqual([2]);
	});

	test('keys of the browser are left to it', () => {
		const key = { key: 'i', ctrlKey: true, metaKey: false, altKey: false, repeat: false };
		expect(codes.press(key, 4)).toBe(false);
		expect(press(codes, 'x')).toBe(false);
		expect(press(codes, 'Escape')).toBe(false);
	});
});
