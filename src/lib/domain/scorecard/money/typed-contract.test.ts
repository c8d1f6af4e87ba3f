import { expect, test } from 'vitest';
import type { ClientContract } from './contract.ts';
import { DECIMAL_MARKS } from '../typed-number.ts';
import { NO_CLAUSE, NO_CONTRACT, NO_TERM, parseContract, typedContract } from './typed-contract.ts';
import type { TypedContract } from './typed-contract.ts';

const typed = (change: Partial<TypedContract> = {}): TypedContract => ({
	...NO_CONTRACT,
	...{ name: 'Uno', terms: [{ ...NO_TERM, amount: '5' }] },
	...change
});
const step = (from: string, effect: string, kind = 'share') => ({ from, effect, kind });

test('a contract comes back out of its form as it went in', () => {
	const contract: ClientContract = {
		name: 'Uno',
		terms: [
			{ basis: 'contact', channels: ['voice'], cents: 512 },
			{ basis: 'month', channels: [], cents: 1_000_000 }
		],
		clauses: [
			{
				...{ metric: 'service_level', channels: ['voice'], queues: ['ventas'], leastN: 30 },
				steps: [
					{ from: null, effect: { kind: 'share', basisPoints: -350 } },
					{ from: 0.805, effect: { kind: 'amount', cents: 150_050 } }
				]
			},
			{
				...{ metric: 'aht', channels: [], queues: [], leastN: 0 },
				steps: [
					{ from: null, effect: { kind: 'share', basisPoints: 0 } },
					{ from: 330_500, effect: { kind: 'share', basisPoints: -100 } }
				]
			}
		],
		...{ penaltyCap: 750, bonusCap: null }
	};
	for (const mark of DECIMAL_MARKS)
		expect(parseContract(typedContract(contract, mark), mark)).toEqual({ contract, faults: [] });
});

test('thousands are grouped as the language of the page groups them, and nothing is guessed', () => {
	const centsOf = (amount: string, mark: 'comma' | 'point') => {
		const { contract } = parseContract(typed({ terms: [{ ...NO_TERM, amount }] }), mark);
		return contract.terms[0]?.cents ?? null;
	};
	expect(centsOf('3.000', 'comma')).toBe(300_000);
	expect(centsOf('3,000', 'point')).toBe(300_000);
	expect(centsOf('3.000', 'point')).toBeNull();
	expect(centsOf('3,000', 'comma')).toBeNull();
});

test('spare rows say nothing', () => {
	const given = typed({ terms: [NO_TERM, { ...NO_TERM, amount: '1' }], clauses: [NO_CLAUSE] });
	const { contract, faults } = parseContract(given, 'comma');
	expect(faults).toEqual([]);
	expect(contract).toMatchObject({ terms: [{ cents: 100 }], clauses: [] });
});

test('what is wrong is told by its field', () => {
	const clause = { ...NO_CLAUSE, metric: 'service_level' };
	expect(parseContract(typed({ name: '', terms: [] }), 'comma').faults).toEqual(['name', 'terms']);
	expect(parseContract(typed({ terms: [{ ...NO_TERM, amount: '-1' }] }), 'comma').faults).toEqual([
		'terms.0',
		'terms'
	]);
	expect(parseContract(typed({ penaltyCap: '101' }), 'comma').faults).toEqual(['penaltyCap']);
	const faultsOf = (change: Partial<typeof clause>) =>
		parseContract(typed({ clauses: [{ ...clause, ...change }] }), 'comma').faults;
	expect(faultsOf({ steps: [step('', '-1')] })).toEqual(['clauses.0.steps']);
	expect(faultsOf({ steps: [step('', '-1'), step('90', ''), step('80', '')] })).toEqual([
		'clauses.0.steps'
	]);
	expect(faultsOf({ steps: [step('', '-1'), step('mucho', '')] })).toEqual(['clauses.0.steps']);
	expect(faultsOf({ steps: [step('', '-101'), step('80', '')] })).toEqual(['clauses.0.effects']);
	expect(faultsOf({ steps: [step('', '-101', 'amount'), step('80', '')] })).toEqual([]);
	expect(faultsOf({ metric: 'offered', steps: [step('', ''), step('80', '')] })).toEqual([
		'clauses.0.metric'
	]);
	expect(faultsOf({ leastN: '-2', steps: [step('', ''), step('80', '')] })).toEqual([
		'clauses.0.leastN'
	]);
});
