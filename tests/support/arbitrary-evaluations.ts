/** Random events of evaluations: revisions that contradict each other, disputes and decisions of any of them, ties. */
import fc from 'fast-check';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { knownEvent } from './known-event.ts';

const HOUR_MS = 3_600_000;
const classes = fc.uniqueArray(fc.constantFrom('customer', 'business', 'compliance'), {
	maxLength: 3
});
// Whole millionths and what lies between them, none at a half: there a float decides.
const share = fc.oneof(
	fc.constant(null),
	fc.integer({ min: 0, max: 1_100_000 }).map((n) => n / 1_000_000),
	fc.integer({ min: 1, max: 12 }).map((n) => n / 13)
);

const told = fc.record(
	{
		interaction: fc.integer({ min: 1, max: 40 }).map((n) => `contact-${n}`),
		agent: fc.constantFrom('ana', 'eva', 'luis'),
		queue: fc.constantFrom('x', 'y', 'z'),
		channel: fc.constantFrom('voice', 'chat'),
		contactHour: fc.integer({ min: -200, max: 60 }),
		evaluator: fc.constantFrom('p1', 'p2'),
		form: fc.constantFrom('f1', 'f2'),
		formVersion: fc.integer({ min: 1, max: 3 }),
		kind: fc.constantFrom('standard', 'standard', 'standard', 'second'),
		lane: fc.constantFrom('random', 'random', 'targeted', 'manual'),
		submittedHour: fc.integer({ min: 0, max: 60 }),
		rawScore: share,
		finalScore: share,
		passed: fc.constantFrom(true, false, null),
		autoFailed: fc.boolean(),
		criticalApplicable: classes,
		criticalFailed: classes,
		workMs: fc.integer({ min: 0, max: 7_200_000 })
	},
	{
		requiredKeys: [
			'interaction',
			'agent',
			'contactHour',
			'evaluator',
			'form',
			'formVersion',
			'kind',
			'lane',
			'submittedHour',
			'rawScore',
			'finalScore',
			'passed',
			'autoFailed',
			'criticalApplicable',
			'criticalFailed'
		]
	}
);

const happening = fc.record({
	evaluation: fc.integer({ min: 1, max: 300 }),
	name: fc.constantFrom(
		'evaluation.submitted',
		'evaluation.submitted',
		'evaluation.submitted',
		'evaluation.revised',
		'evaluation.disputed',
		'evaluation.decided',
		'evaluation.decided'
	),
	revision: fc.integer({ min: 1, max: 3 }),
	outcome: fc.constantFrom('upheld', 'revised'),
	hour: fc.integer({ min: 0, max: 60 }),
	told
});

/** About 1500 events from `startMs` on; the contacts may lie 200 hours before. */
export function evaluationEvents(startMs: number, seed: number): KnownEvent[] {
	const made = fc.sample(happening, { numRuns: 1500, seed }).map((one) => {
		const { contactHour, submittedHour, ...data } = one.told;
		const at = (hour: number): string => new Date(startMs + hour * HOUR_MS).toISOString();
		const { revision, outcome } = one;
		const isTold = one.name === 'evaluation.submitted' || one.name === 'evaluation.revised';
		return knownEvent(
			one.name,
			`e${one.evaluation}`,
			startMs + one.hour * HOUR_MS,
			isTold
				? {
						...data,
						revision,
						contactAt: at(contactHour),
						submittedAt: at(submittedHour),
						answers: []
					}
				: { revision, outcome, questions: ['greeting'] }
		);
	});
	const retracted = [3, 33, 133].map((evaluation) =>
		knownEvent('evaluation.retracted', `e${evaluation}`, startMs, { revision: 1 })
	);
	return [...made, ...retracted];
}
