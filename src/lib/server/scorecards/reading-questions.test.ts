import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { MoneyFormula } from '#lib/domain/scorecard/money.ts';
import { ReadingQuestions } from './reading-questions.ts';
import type { DueReading } from './reading-questions.ts';

const ABOUT = { unit: { team: 'company', agent: null }, scope: EVERYTHING, repeatWindowMs: 0 };
const due = (formula: MoneyFormula): DueReading => ({
	...{ month: '2026-10', isUrgent: true },
	source: {
		...{ kind: 'money', key: formula, group: formula, restsOn: null, basis: '' },
		source: { kind: 'money', formula, channels: [] }
	}
});

/** A reader that answers when it is told to, and never with a value. */
function reader() {
	const begun: MoneyFormula[] = [];
	const ends: (() => void)[] = [];
	const errors: unknown[] = [];
	const options = {
		readMoney: ({ formula }: { readonly formula: MoneyFormula }) =>
			new Promise((_resolve, reject) => {
				begun.push(formula);
				ends.push(() => {
					reject(new Error(formula));
				});
			}),
		...{ now: () => 0, zone: 'UTC', onError: (error: unknown) => errors.push(error) }
	};
	const arrivals = { refresh: () => Promise.resolve(), nowMs: 0, firstMs: null };
	const questions = new ReadingQuestions(options as never, {
		...{ arrivals: arrivals as never, onNews: () => undefined }
	});
	const settled = () => new Promise((resolve) => setImmediate(resolve));
	const endNext = async (): Promise<void> => {
		ends.shift()?.();
		await settled();
	};
	return { questions, begun, errors, endNext, settled };
}

describe('questions of readings', () => {
	test('are asked two at a time, what a page waits for first, also where it was waiting already', async () => {
		const { questions, begun, endNext, settled } = reader();
		const kept = questions.ask(
			[due('costPerContact'), due('costPerResolution'), due('marginShare'), due('penaltyShare')],
			...([ABOUT, false] as const)
		);
		await settled();
		expect(begun).toEqual(['costPerContact', 'costPerResolution']);
		const seen = questions.ask(
			[due('penaltyShare'), due('revenuePerProductiveHour')],
			...([ABOUT, true] as const)
		);
		for (let end = 0; end < 3; end++) await endNext();
		expect(begun.slice(2)).toEqual(['penaltyShare', 'revenuePerProductiveHour', 'marginShare']);
		await endNext();
		await endNext();
		await Promise.all([kept, seen]);
		expect(begun).toHaveLength(5);
	});

	test('that fail are over, and are asked again when they are due again', async () => {
		const { questions, begun, errors, endNext, settled } = reader();
		for (const round of [1, 2]) {
			const asked = questions.ask([due('marginShare')], ABOUT, true);
			await settled();
			await endNext();
			await asked;
			expect([begun.length, errors.length]).toEqual([round, round]);
		}
	});
});
