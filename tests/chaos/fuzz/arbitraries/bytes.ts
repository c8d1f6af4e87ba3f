/** What happens to bytes, whatever they are: cut off, changed, put in, repeated, sent in pieces. */
import fc from 'fast-check';
import { TEXTS } from '../corpus.ts';

/** Mostly the usual, so that what is odd gets past everything else. */
export const seldom = <T, U>(
	odd: fc.Arbitrary<T>,
	usual: fc.Arbitrary<U>,
	often = 4
): fc.Arbitrary<T | U> =>
	fc.oneof({ weight: often, arbitrary: usual }, { weight: 1, arbitrary: odd });

export const oneOf = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);

/** Text where JSON is expected. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
	{ weight: 5, arbitrary: oneOf(TEXTS.json) },
	{ weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
	{
		weight: 1,
		arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => JSON.stringify(text))
	},
	{
		weight: 1,
		arbitrary: fc.nat(60).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`)
	},
	{ weight: 1, arbitrary: fc.nat(3000).map((length) => JSON.stringify('ñ'.repeat(length))) }
);

type Change = readonly [where: number, how: string, byte: number];

const change: fc.Arbitrary<Change> = fc.tuple(
	fc.nat(),
	fc.constantFrom('cut', 'set', 'insert', 'remove', 'repeat'),
	fc.oneof(fc.nat(255), fc.constantFrom(0, 0x0a, 0x0d, 0x22, 0x2c, 0x5b, 0x5c, 0x7b, 0xc0, 0xff))
);

function changed(bytes: Buffer, [where, how, byte]: Change): Buffer {
	const at = bytes.length === 0 ? 0 : where % bytes.length;
	const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
	switch (how) {
		case 'cut':
			return before;
		case 'set':
			return Buffer.concat([before, Buffer.of(byte), after.subarray(1)]);
		case 'remove':
			return Buffer.concat([before, after.subarray(1 + (byte % 8))]);
		case 'repeat':
			return Buffer.concat([before, after.subarray(0, byte), after]);
		default:
			return Buffer.concat([before, Buffer.of(byte), after]);
	}
}

/** A function that does it to bytes; null: it does nothing. */
export const mutation: fc.Arbitrary<((bytes: Buffer) => Buffer) | null> = fc
	.array(change, { minLength: 1, maxLength: 4 })
	.map(
		(changes) =>
			(bytes: Buffer): Buffer =>
				changes.reduce(changed, bytes)
	);
export const seldomMutation = (often: number): typeof mutation =>
	seldom(mutation, fc.constant(null), often);

/** Where bytes are cut into writes of their own. */
export const cuts: fc.Arbitrary<(bytes: Buffer) => Buffer[]> = fc
	.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 })
	.map((shares) => (bytes: Buffer) => {
		const places = [...shares]
			.sort((a, b) => a - b)
			.map((share) => Math.floor(share * bytes.length));
		return [0, ...places]
			.map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
			.filter((piece) => piece.length > 0);
	});
