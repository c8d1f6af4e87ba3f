import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank, scanArray, scanJson } from './json-scan.ts';

const depthOf = (value: unknown): number =>
	typeof value === 'object' && value !== null
		? 1 + Math.max(0, ...Object.values(value).map(depthOf))
		: 0;

describe('a look at JSON before it is parsed', () => {
	test('sees how deep it nests', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
				expect(scanJson(Buffer.from(JSON.stringify(value, null, indent))).depth).toBe(
					depthOf(value)
				);
			})
		);
	});

	test('counts the members of objects, also those that come twice', () => {
		const count = (value: unknown): number =>
			typeof value === 'object' && value !== null
				? (Array.isArray(value) ? 0 : Object.keys(value).length) +
					Object.values(value).reduce<number>((sum, inner) => sum + count(inner), 0)
				: 0;
		fc.assert(
			fc.property(fc.array(fc.jsonValue()), fc.nat(3), (values, indent) => {
				const text = Buffer.from(JSON.stringify(values, null, indent));
				expect(scanJson(text).members).toBe(count(JSON.parse(text.toString())));
				const elements = scanArray(text)?.map(({ members }) => members) ?? [];
				expect(elements).toEqual(values.map((value) => count(JSON.parse(JSON.stringify(value)))));
			})
		);
		expect(scanJson(Buffer.from('{"a":"x:y","a":{"b":1}}')).members).toBe(3);
	});

	test('cuts an array where JSON.parse does', () => {
		fc.assert(
			fc.property(fc.array(fc.jsonValue()), fc.nat(3), (values, indent) => {
				const text = Buffer.from(JSON.stringify(values, null, indent));
				const elements = scanArray(text)?.map(
					({ start, end }) => JSON.parse(text.toString('utf8', start, end)) as unknown
				);
				expect(elements).toEqual(JSON.parse(JSON.stringify(values)));
			})
		);
	});

	test('finds an array only where JSON.parse would, if each element parses', () => {
		const characters = fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', ' ', '1', ':');
		fc.assert(
			fc.property(fc.string({ unit: characters, maxLength: 12 }), (inner) => {
				const text = Buffer.from(`[${inner}]`);
				const parses = (json: string) => {
					try {
						JSON.parse(json);
						return true;
					} catch {
						return false;
					}
				};
				const elements = scanArray(text);
				const found =
					elements?.every(({ start, end }) => parses(text.toString('utf8', start, end))) ?? false;
				expect(found).toBe(parses(text.toString()));
			}),
			{ numRuns: 5000 }
		);
	});

	test.each([
		['{"a":"\\ud800"}', true],
		['{"a":"\\uD83D\\uDE00"}', true],
		['{"a":"\\\\ud800"}', false],
		['{"a":"\\u00d8"}', false]
	])('%s may hide half a character: %s', (text, expected) => {
		expect(scanJson(Buffer.from(text)).escapesSurrogate).toBe(expected);
	});

	test('a flood of brackets takes no time', () => {
		const startedAt = performance.now();
		expect(scanJson(Buffer.alloc(5 * 1024 * 1024, '[')).depth).toBe(5 * 1024 * 1024);
		expect(scanArray(Buffer.alloc(5 * 1024 * 1024, '['))).toBeNull();
		expect(performance.now() - startedAt).toBeLessThan(1000);
	});

	test('knows white space', () => {
		expect([' \t\r\n', '', ' x', '\ufeff'].map((text) => isBlank(Buffer.from(text)))).toEqual([
			true,
			true,
			false,
			false
		]);
	});
});
