import { expect, test } from 'vitest';
import { disputeRates, isFormHint } from './dispute-rates.ts';
import type { RatedDispute, ShownEvaluations } from './dispute-rates.ts';

const SHOWN: ShownEvaluations[] = [
	{ form: 'voz', version: 1, evaluator: 'eva', count: 10 },
	{ form: 'voz', version: 2, evaluator: 'eva', count: 4 },
	{ form: 'voz', version: 2, evaluator: 'leo', count: 6 },
	{ form: 'chat', version: 1, evaluator: 'leo', count: 5 }
];
const dispute = (
	evaluation: string,
	question: string,
	state: RatedDispute['state'],
	evaluator = 'eva'
): RatedDispute => ({ evaluation, question, state, evaluator, form: 'voz' });
const DISPUTES = [
	dispute('a', 'saluda', 'revised'),
	dispute('a', 'cierra', 'upheld'),
	dispute('b', 'cierra', 'revised', 'leo'),
	dispute('c', 'cierra', 'open'),
	dispute('d', 'cierra', 'withdrawn')
];
/** What was new in the second version. */
const asks = (_form: string, version: number, question: string): boolean =>
	question !== 'cierra' || version >= 2;

test('rates count evaluations of which a question was asked, and only decided questions as upheld or revised', () => {
	const { total, questions, evaluators } = disputeRates(SHOWN, DISPUTES, asks);
	expect(total).toEqual({ shown: 25, disputed: 4, decided: 3, revised: 2 });
	expect(questions).toEqual([
		{ form: 'voz', question: 'cierra', shown: 10, disputed: 4, decided: 2, revised: 1 },
		{ form: 'voz', question: 'saluda', shown: 20, disputed: 1, decided: 1, revised: 1 }
	]);
	expect(evaluators).toEqual([
		{ evaluator: 'eva', shown: 14, disputed: 3, decided: 2, revised: 1 },
		{ evaluator: 'leo', shown: 11, disputed: 1, decided: 1, revised: 1 }
	]);
});

test('nothing disputed is no rate of anybody', () => {
	const rates = disputeRates(SHOWN, [], asks);
	expect(rates.total).toEqual({ shown: 25, disputed: 0, decided: 0, revised: 0 });
	expect([rates.questions, rates.evaluators]).toEqual([[], []]);
});

test.each([
	[2, 2, false],
	[3, 3, true],
	[5, 3, true],
	[6, 3, false]
])('of %i decided, %i revised: the form is pointed out: %s', (decided, revised, isHint) => {
	expect(isFormHint({ shown: 50, disputed: decided, decided, revised })).toBe(isHint);
});
