import { describe, expect, test } from 'vitest';
import { bandStatus, isWorse, waitStatus, worst } from './status.ts';

const share = { warn: 0.8, bad: 0.7 };
const count = { warn: 5, bad: 10 };
const none = { warn: null, bad: null };

describe('bandStatus', () => {
	test.each([
		['above its target a share is good', 0.9, share, 'up', 'good'],
		['at the target it is still good', 0.8, share, 'up', 'good'],
		['below it is a warning', 0.79, share, 'up', 'warn'],
		['at the lower limit still a warning', 0.7, share, 'up', 'warn'],
		['below that it is critical', 0.69, share, 'up', 'bad'],
		['a count at its limit is good', 5, count, 'down', 'good'],
		['a count above it is a warning', 6, count, 'down', 'warn'],
		['far above it is critical', 11, count, 'down', 'bad'],
		['for a volume a limit is a maximum', 11, count, 'none', 'bad'],
		['only a critical limit: good or critical', 9, { warn: null, bad: 10 }, 'down', 'good'],
		['only a warning limit: never critical', 99, { warn: 5, bad: null }, 'down', 'warn'],
		['zero is a limit', 1, { warn: 0, bad: null }, 'down', 'warn'],
		['without limits nothing is judged', 0.1, none, 'up', 'none'],
		['what is undefined is not judged', null, share, 'up', 'none']
	] as const)('%s', (_why, value, bands, direction, expected) => {
		expect(bandStatus(value, bands, direction)).toBe(expected);
	});
});

describe('waitStatus', () => {
	test.each([
		['exactly T is within', 20_000, 20_000, 'good'],
		['beyond T is a warning', 20_001, 20_000, 'warn'],
		['twice T is still a warning', 40_000, 20_000, 'warn'],
		['beyond twice T is critical', 40_001, 20_000, 'bad'],
		['nobody waits', null, 20_000, 'none'],
		['a queue without T is not judged', 99_000, null, 'none']
	] as const)('%s', (_why, waitMs, thresholdMs, expected) => {
		expect(waitStatus(waitMs, thresholdMs)).toBe(expected);
	});
});

test('worst is the worst, and good when only something unjudged is beside it', () => {
	expect(worst('good', 'bad', 'warn')).toBe('bad');
	expect(worst('none', 'good')).toBe('good');
	expect(worst('none', 'none')).toBe('none');
});

test('what was not judged before and is good now did not get worse', () => {
	expect(isWorse('good', 'none')).toBe(false);
	expect(isWorse('warn', 'good')).toBe(true);
	expect(isWorse('warn', 'bad')).toBe(false);
});
