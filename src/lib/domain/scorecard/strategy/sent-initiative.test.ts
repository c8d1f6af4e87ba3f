import { describe, expect, it } from 'vitest';
import type { DecimalMark } from '../typed-number.ts';
import type { Initiative } from './initiative.ts';
import { initiativeOf, sentOf } from './sent-initiative.ts';
import type { SentInitiative } from './sent-initiative.ts';

const UNITS = new Map([
	['fcr', 'ratio'],
	['aht', 'duration'],
	['cost', 'money']
] as const);

const WHOLE: Initiative = {
	name: 'Base de conocimiento',
	description: 'Qué se hace.',
	sponsor: 'Dirección',
	owner: 'Ana',
	startsOn: '2026-09-01',
	endsOn: '2027-02-28',
	budgetCents: 1_250_050,
	spentCents: 99,
	doneShare: 0.35,
	objectives: ['resolver'],
	milestones: [
		{ name: 'Temario', isStep: false, dueOn: '2026-10-01', doneOn: '2026-10-03' },
		{ name: 'Revisión', isStep: true, dueOn: '2026-11-01', doneOn: null }
	],
	effects: [
		{ measure: 'fcr', change: 0.045, month: '2027-03' },
		{ measure: 'aht', change: -30_000, month: '2027-03' },
		{ measure: 'cost', change: -25, month: '2027-03' }
	],
	ended: { as: 'cancelled', on: '2026-12-01' }
};

describe('an initiative as a form has it', () => {
	it('comes back exactly as it was', () => {
		const sent = sentOf(WHOLE, UNITS, 'comma');
		expect(sent).toMatchObject({ budget: '12500,5', spent: '0,99', done: '35 %' });
		expect(sent.effects.map(({ change }) => change)).toEqual(['+4,5 %', '-30 s', '-0,25']);
		expect(initiativeOf(sent, UNITS, 'comma')).toEqual({ initiative: WHOLE, faults: [] });
	});

	it('takes nothing for nothing', () => {
		const bare: Initiative = {
			...{ ...WHOLE, budgetCents: 0, spentCents: 0, doneShare: null, ended: null },
			...{ milestones: [], effects: [] }
		};
		const sent = sentOf(bare, UNITS, 'comma');
		expect(sent).toMatchObject({ budget: '', spent: '', done: '', endedAs: '' });
		expect(initiativeOf(sent, UNITS, 'comma')).toEqual({ initiative: bare, faults: [] });
	});

	it('reads a fall of a duration, however its minus is written', () => {
		const sent = sentOf(WHOLE, UNITS, 'comma');
		const change = (text: string) =>
			initiativeOf(
				{ ...sent, effects: [{ measure: 'aht', change: text, month: '2027-03' }] },
				UNITS,
				'comma'
			).initiative.effects[0]?.change;
		expect(change('-0:30')).toBe(-30_000);
		expect(change('−0:30')).toBe(-30_000);
		expect(change('+0:30')).toBe(30_000);
	});

	it('reads money as the language of the page writes it, and guesses nothing', () => {
		const read = (mark: DecimalMark, budget: string) => {
			const sent = { ...sentOf(WHOLE, UNITS, mark), budget };
			const { initiative, faults } = initiativeOf(sent, UNITS, mark);
			return faults.length > 0 ? faults : initiative.budgetCents;
		};
		expect(read('comma', '3.000')).toBe(300_000);
		expect(read('comma', '1.250.000,5 €')).toBe(125_000_050);
		expect(read('comma', '12 000')).toBe(1_200_000);
		expect(read('comma', '3,25')).toBe(325);
		expect(read('comma', '12,000.25')).toEqual(['budget']);
		expect(read('comma', '3,000')).toEqual(['budget']);
		expect(read('point', '12,000.25')).toBe(1_200_025);
		expect(read('point', '3.5')).toBe(350);
		expect(read('point', '3.000')).toEqual(['budget']);
	});

	it('says which field it cannot read', () => {
		const sent: SentInitiative = {
			...sentOf(WHOLE, UNITS, 'comma'),
			...{ budget: 'mucho', spent: '-3', done: '120 %' },
			effects: [
				{ measure: 'fcr', change: 'algo', month: '2027-03' },
				{ measure: 'gone', change: '3', month: '2027-03' },
				{ measure: 'aht', change: '0:10', month: 'marzo' }
			]
		};
		expect(initiativeOf(sent, UNITS, 'comma').faults).toEqual([
			...['effect.0', 'effect.1', 'effect.2', 'budget', 'spent', 'done']
		]);
	});
});
