import { expect, test } from 'vitest';
import {
	DAY_MS,
	DEFAULT_QUALITY_SETTINGS,
	HOUR_MS,
	disputeUntilMs,
	releaseDueMs,
	reviewUntilMs
} from './review-settings.ts';

const AT = 1_790_000_000_000;

test('an evaluation is due a day after its submission, at once, or never by itself', () => {
	expect(releaseDueMs(DEFAULT_QUALITY_SETTINGS, AT)).toBe(AT + 24 * HOUR_MS);
	expect(releaseDueMs({ releasesByItself: true, releaseHours: 0 }, AT)).toBe(AT);
	expect(releaseDueMs({ releasesByItself: false, releaseHours: 24 }, AT)).toBeNull();
});

test('an agent has two weeks to answer, and a dispute a week to be decided', () => {
	expect(disputeUntilMs(DEFAULT_QUALITY_SETTINGS, AT)).toBe(AT + 14 * DAY_MS);
	expect(reviewUntilMs(DEFAULT_QUALITY_SETTINGS, AT)).toBe(AT + 7 * DAY_MS);
});
