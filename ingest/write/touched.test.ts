import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_NOTICE_BYTES, MOST_TRACES } from '#lib/domain/events/notice.ts';
import type { Notice, Touched } from '#lib/domain/events/notice.ts';
import { partsOf, touchedOf } from './touched.ts';

const HOUR_MS = 3_600_000;
const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const pairs = (touched: Touched): string[] =>
	touched.flatMap(([hourS, ids]) => ids.map((id) => JSON.stringify([hourS, id])));

describe('what a batch touches', { timeout: 60_000 }, () => {
	test('contacts, once each and under the hour they lie', () => {
		const events = [
			{ name: 'interaction.queued', subject: 'a' },
			{ name: 'interaction.ended', subject: 'a' },
			{ name: 'agent.state', subject: 'ana' },
			{ name: null, subject: 'x' },
			{ name: 'interaction.queued', subject: 'b' }
		] as const;
		expect(touchedOf(events, [0, 0, 0, 0, HOUR_MS])).toEqual([
			[0, ['a']],
			[3600, ['b']]
		]);
	});

	test('settings of a queue touch whatever is in it', () => {
		expect(touchedOf([{ name: 'reference.queue', subject: 'ventas' }], [0])).toBeNull();
	});

	test('in parts nothing is lost or named twice, and each fits into a notice', () => {
		// What is escaped takes more bytes than it has letters.
		const letter = fc.constantFrom('a', 'ñ', '"', '\u0000', '😀', '\ud800');
		const hour = fc
			.tuple(fc.nat(2 ** 31), fc.nat(400), fc.integer({ min: 1, max: 150 }), letter)
			.map(([hourS, count, length, one]): Touched[number] => [
				hourS,
				Array.from({ length: count }, (_, index) => `${index} ${one.repeat(length)}`)
			]);
		const touched = fc.array(hour, { maxLength: 6 });
		fc.assert(
			fc.property(touched, (given) => {
				const parts = partsOf(given);
				expect(parts.flatMap(pairs)).toEqual(pairs(given));
				for (const part of parts) {
					const notice: Notice = {
						type: 'committed',
						at: Date.now(),
						rows: 10_000,
						evaluations: false,
						touched: part,
						traceparents: Array<string>(MOST_TRACES).fill(TRACEPARENT)
					};
					expect(Buffer.byteLength(JSON.stringify(notice))).toBeLessThan(MOST_NOTICE_BYTES);
				}
			}),
			{ numRuns: 20 }
		);
	});

	test('a batch that touches nothing is told in one part', () => {
		expect(partsOf([])).toEqual([[]]);
	});
});
