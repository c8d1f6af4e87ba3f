import { describe, expect, test } from 'vitest';
import { Touches } from './touches.ts';

function known(): Touches {
	const touches = new Touches();
	touches.take();
	return touches;
}

describe('touches', () => {
	test('before the first reading nothing is known', () => {
		expect(new Touches().take().isUnsure).toBe(true);
	});

	test('contacts are named once by hour, and taken once', () => {
		const touches = known();
		touches.note([[3600, ['a', 'b']]]);
		touches.note([
			[3600, ['b']],
			[7200, ['b']]
		]);
		expect(touches.take()).toEqual({
			contacts: new Map([
				[3600, new Set(['a', 'b'])],
				[7200, new Set(['b'])]
			]),
			isUnsure: false
		});
		expect(touches.take()).toEqual({ contacts: new Map(), isUnsure: false });
	});

	test('a commit without names makes all of them unsure', () => {
		const touches = known();
		touches.note([[3600, ['a']]]);
		touches.note(null);
		touches.note([[3600, ['b']]]);
		expect(touches.take()).toEqual({ contacts: new Map(), isUnsure: true });
	});

	test('what nobody takes does not grow without end', () => {
		const touches = known();
		touches.note([[3600, Array.from({ length: 50_001 }, (_, index) => `c${index}`)]]);
		expect(touches.take()).toEqual({ contacts: new Map(), isUnsure: true });
	});

	test('what could not be read is there again, with what came since', () => {
		const touches = known();
		touches.note([[3600, ['a']]]);
		const taken = touches.take();
		touches.note([[3600, ['b']]]);
		touches.giveBack(taken);
		expect(touches.take().contacts).toEqual(new Map([[3600, new Set(['a', 'b'])]]));
		touches.giveBack({ contacts: new Map(), isUnsure: true });
		expect(touches.isUnsure).toBe(true);
	});
});
