import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ANSWER, NOTHING_FILLED } from './answers.ts';
import type { FilledForm } from './answers.ts';
import { leftOf, mergeFilled } from './merge-filled.ts';

const answer = (option: string, comment = '') => ({ ...EMPTY_ANSWER, options: [option], comment });
const filled = (answers: FilledForm['answers'], comment = ''): FilledForm => ({
	...{ answers, comment, moments: [] }
});
const moment = (id: string, text: string, atMs = 0) => ({
	...{ id, text, atMs, event: '', question: '' }
});

describe('joining what two people wrote', () => {
	it('keeps what either of them changed', () => {
		const base = filled({ a: answer('yes'), b: answer('yes') });
		const mine = filled({ a: answer('no'), b: answer('yes') });
		const theirs = filled({ a: answer('yes'), b: answer('no'), c: answer('yes') }, 'Bien');
		const { filled: joined, aside } = mergeFilled(base, mine, theirs);
		expect(joined).toEqual(filled({ a: answer('no'), b: answer('no'), c: answer('yes') }, 'Bien'));
		expect(aside).toEqual([]);
	});

	it('keeps mine where both changed the same, and hands theirs back', () => {
		const base = filled({ a: answer('yes') });
		const mine = filled({ a: answer('no', 'mío') }, 'mi texto');
		const theirs = filled({ a: answer('no', 'suyo') }, 'su texto');
		const { filled: joined, aside } = mergeFilled(base, mine, theirs);
		expect(joined).toEqual(mine);
		expect(aside).toEqual([
			{ question: 'a', moment: null, text: null, answer: answer('no', 'suyo') },
			{ question: '', moment: null, text: 'su texto', answer: null }
		]);
	});

	it('joins pinned comments by their id, in the order of the contact', () => {
		const base = { ...NOTHING_FILLED, moments: [moment('1', 'a', 5)] };
		const mine = { ...NOTHING_FILLED, moments: [moment('1', 'mía', 5), moment('2', 'b', 9)] };
		const theirs = { ...NOTHING_FILLED, moments: [moment('1', 'suya', 5), moment('3', 'c', 1)] };
		const { filled: joined, aside } = mergeFilled(base, mine, theirs);
		expect(joined.moments.map(({ id, text }) => [id, text])).toEqual([
			['3', 'c'],
			['1', 'mía'],
			['2', 'b']
		]);
		expect(aside.map(({ text }) => text)).toEqual(['suya']);
	});

	it('says the same as mine when nobody else wrote, and as theirs when I did not', () => {
		const some = fc
			.dictionary(
				fc.constantFrom('a', 'b', 'c'),
				fc.constantFrom('yes', 'no').map((id) => answer(id))
			)
			.map((answers) => filled({ ...answers }));
		fc.assert(
			fc.property(some, some, (base, other) => {
				expect(mergeFilled(base, other, base)).toEqual({ filled: other, aside: [] });
				expect(mergeFilled(base, base, other)).toEqual({ filled: other, aside: [] });
			})
		);
	});
});

describe('taking theirs', () => {
	it('hands back everything of mine that is not in it', () => {
		const mine = {
			...filled({ a: answer('no'), b: answer('yes') }, 'mío'),
			moments: [moment('1', 'x')]
		};
		const theirs = filled({ b: answer('yes') });
		expect(leftOf(mine, theirs).map(({ question, text }) => [question, text])).toEqual([
			['a', null],
			['', 'x'],
			['', 'mío']
		]);
		expect(leftOf(theirs, theirs)).toEqual([]);
	});
});
