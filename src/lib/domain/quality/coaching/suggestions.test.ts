import { expect, test } from 'vitest';
import { suggestionsOf } from './suggestions.ts';

let made = 0;
const answer = (agent: string, question: string, share: number) => {
	made += 1;
	return { evaluation: `e${made}`, agent, form: 'f', question, share, submittedAtMs: made };
};

test('the question lost most often is suggested, once an agent, with the newest it was lost in', () => {
	const answers = [
		answer('ana', 'saludo', 0),
		answer('ana', 'saludo', 0.4),
		answer('ana', 'saludo', 1),
		answer('ana', 'cierre', 0),
		answer('ana', 'cierre', 0),
		answer('ana', 'cierre', 0),
		// Once may be chance; half is not lost.
		answer('luis', 'saludo', 0),
		answer('luis', 'cierre', 0.5),
		answer('luis', 'cierre', 0.5)
	];
	const expected = {
		agent: 'ana',
		form: 'f',
		question: 'cierre',
		lost: 3,
		of: 3,
		mean: 0,
		evaluation: 'e6'
	};
	expect(suggestionsOf(answers)).toEqual([expected]);
	expect(suggestionsOf([...answers].reverse())).toEqual([expected]);
});
