import { expect, test } from 'vitest';
import { shownValue } from './shown-value.ts';

test.each([
	['thresholdMs', '35000', '35 s'],
	['version.thresholdMs', '300000', '5 min'],
	['shortAbandonMs', '1500', '1500'],
	['expiresAtMs', '1795394014908', 'on 1795394014908'],
	['validFromMs', '0', '0'],
	['name', '35000', '35000'],
	['name', '', '–'],
	['revokedAtMs', 'null', '–'],
	['thresholdMs', 'soon', 'soon']
])('%s %j is shown as %j', (field, value, shown) => {
	expect(shownValue(field, value, (ms) => `on ${ms}`)).toBe(shown);
});
