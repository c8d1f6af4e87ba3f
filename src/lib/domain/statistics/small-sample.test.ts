import { expect, test } from 'vitest';
import { isSmallSample } from './small-sample.ts';

test('fewer than thirty answers are a hint, none are no sample at all', () => {
	expect([0, 1, 29, 30, 3000].map(isSmallSample)).toEqual([false, true, true, false, false]);
});
