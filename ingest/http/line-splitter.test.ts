import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

const LONGEST = 20;

/** What a whole look at the text would give. */
const linesOf = (text: string): (string | null)[] =>
	text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) =>
			line.length > LONGEST + 1 ? null : line.endsWith('\r') ? line.slice(0, -1) : line
		);

describe('lines', () => {
	test('[H12] are the same however the text is cut into chunks', () => {
		const character = fc.constantFrom('a', 'b', '\n', '\r', ' ');
		fc.assert(
			fc.property(
				fc.string({ unit: character, maxLength: 200 }),
				fc.array(fc.nat(200)),
				(text, cuts) => {
					const splitter = new LineSplitter(LONGEST);
					const bytes = Buffer.from(text);
					const edges = [
						0,
						...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b),
						bytes.length
					];
					const lines = edges.flatMap((edge, index) =>
						index === 0 ? [] : splitter.push(bytes.subarray(edges[index - 1], edge))
					);
					lines.push(...splitter.end());
					expect(lines.map((line) => line?.toString() ?? null)).toEqual(linesOf(text));
				}
			),
			{ numRuns: 1000 }
		);
	});
});
