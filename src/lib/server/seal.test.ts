import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { open, seal } from './seal.ts';

const key = randomBytes(32);

describe('a sealed text', () => {
	test('opens with its key in its context, and never looks the same twice', () => {
		const [one, two] = [seal(key, 'señal 🙂', 'a'), seal(key, 'señal 🙂', 'a')];
		expect([open(key, one, 'a'), open(key, two, 'a')]).toEqual(['señal 🙂', 'señal 🙂']);
		expect(one).not.toBe(two);
		expect(one).not.toContain('se');
	});

	test('does not open in another context or with another key', () => {
		const sealed = seal(key, 'secret', 'person:1');
		expect(open(key, sealed, 'person:2')).toBeNull();
		expect(open(randomBytes(32), sealed, 'person:1')).toBeNull();
	});

	test('does not open when any character of it was changed, or when it was cut', () => {
		const sealed = seal(key, 'secret', '');
		for (let at = 0; at < sealed.length; at++) {
			const other = sealed[at] === 'A' ? 'B' : 'A';
			const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
			// The last character of base64 has bits that mean nothing.
			const means = (text: string) =>
				text
					.split('.')
					.map((part) => Buffer.from(part, 'base64url').toString('hex'))
					.join('.');
			if (means(changed) === means(sealed) && changed.startsWith('v1.')) continue;
			expect(open(key, changed, '')).toBeNull();
		}
		for (let length = 0; length < sealed.length; length++)
			expect(open(key, sealed.slice(0, length), '')).toBeNull();
		expect(open(key, `${sealed}.x`, '')).toBeNull();
	});
});
