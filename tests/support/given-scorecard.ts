/** A scorecard with every kind of measure, two years of readings, and what is missing, as a page shows it. */
import type { MeasureFacts, MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import { monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Period } from '#lib/domain/scorecard/period.ts';
import type { Reading } from '#lib/domain/scorecard/reading.ts';
import type {
	Measure,
	ScorecardContent,
	ScorecardVersion
} from '#lib/domain/scorecard/scorecard.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import { sourceKey, viewScorecard } from '#lib/domain/scorecard/view.ts';

export const GIVEN_MONTH = '2026-10';
const NOW_MONTH = '2026-11';

interface Given {
	readonly id: string;
	readonly objective: string;
	readonly name: string;
	readonly unit: MeasureUnit;
	readonly target: Target | null;
	/** Of the month so many months ago; null: nothing was measured. */
	readonly reading: (monthsAgo: number) => Omit<Reading, 'state'> | null;
	readonly state?: Reading['state'];
	readonly also?: Partial<Measure>;
}

const share = (numerator: number, denominator: number): Omit<Reading, 'state'> => ({
	...{ numerator, denominator },
	n: denominator
});
const up = (floor: number, target: number, stretch: number): Target => ({
	...{ direction: 'up', floor, target, stretch }
});
const down = (floor: number, target: number, stretch: number): Target => ({
	...{ direction: 'down', floor, target, stretch }
});
/** Comes and goes without a direction. */
const wave = (monthsAgo: number): number => ((monthsAgo * 7) % 5) - 2;

export const GIVEN: readonly Given[] = [
	{
		...{ id: 'cost', objective: 'afford', name: 'Coste por contacto', unit: 'money' },
		target: down(160, 85, 70),
		reading: (ago) => share(1_066_660 + wave(ago) * 9000, 11_312)
	},
	{
		...{ id: 'margin', objective: 'afford', name: 'Margen bruto de la campaña', unit: 'percent' },
		target: up(0.15, 0.25, 0.32),
		reading: (ago) => share(27_000 + wave(ago) * 900, 100_000),
		state: 'manual'
	},
	{
		...{ id: 'fcr', objective: 'resolve', name: 'Resolución en primer contacto', unit: 'ratio' },
		target: up(0.55, 0.75, 0.85),
		reading: (ago) => share(ago === 0 ? 7200 : 7600 + wave(ago) * 30, 10_000)
	},
	{
		...{ id: 'nps', objective: 'resolve', name: 'NPS', unit: 'balance' },
		target: up(0, 0.3, 0.5),
		reading: () => share(3, 12),
		also: { leastN: 30 }
	},
	{
		...{ id: 'abandoned', objective: 'answer', name: 'Abandono', unit: 'ratio' },
		target: down(0.08, 0.05, 0.02),
		reading: (ago) => share(420 + wave(ago) * 8, 10_000)
	},
	{
		...{ id: 'aht', objective: 'answer', name: 'Tiempo medio de operación', unit: 'duration' },
		target: down(480_000, 330_000, 270_000),
		reading: (ago) => share((360_000 + wave(ago) * 4000) * 900, 900),
		also: { isCritical: true }
	},
	{
		...{ id: 'occupancy', objective: 'answer', name: 'Ocupación', unit: 'ratio' },
		target: { direction: 'band', floorLow: 0.6, low: 0.75, high: 0.85, floorHigh: 0.95 },
		reading: (ago) => share(8000 + wave(ago) * 60, 10_000),
		state: 'provisional'
	},
	{
		...{ id: 'turnover', objective: 'keep', name: 'Rotación anualizada', unit: 'percent' },
		target: down(0.45, 0.25, 0.15),
		reading: (ago) => share(44 + wave(ago), 100),
		state: 'estimated',
		also: { isCritical: true }
	},
	{
		...{ id: 'training', objective: 'keep', name: 'Horas de formación', unit: 'number' },
		target: up(1, 3, 5),
		reading: () => null
	},
	{
		...{ id: 'handled', objective: 'keep', name: 'Contactos atendidos', unit: 'count' },
		target: null,
		reading: (ago) => ({ numerator: 9104 + wave(ago), denominator: null, n: 9104 })
	}
];

const measureOf = ({ id, objective, target, also }: Given): Measure => ({
	...{ id, objective, target, name: '', description: '', weight: 1, owner: 'Ana Ruiz' },
	...{ timing: 'lag', leastN: 0, isCritical: false },
	source: { kind: 'figure', figure: id },
	...also
});

export const GIVEN_CONTENT: ScorecardContent = {
	name: 'Cuadro del centro de atención',
	description: '',
	perspectives: [
		{ id: 'f', kind: 'financial', name: '', weight: 25 },
		{ id: 'c', kind: 'customer', name: '', weight: 35 },
		{ id: 'p', kind: 'process', name: '', weight: 25 },
		{ id: 'l', kind: 'learning', name: '', weight: 15 }
	],
	objectives: [
		{ id: 'afford', perspective: 'f', name: 'Costar lo que vale', owner: '', weight: 1 },
		{ id: 'resolve', perspective: 'c', name: 'Resolver a la primera', owner: '', weight: 1 },
		{ id: 'answer', perspective: 'p', name: 'Responder a tiempo', owner: 'Luis Gil', weight: 1 },
		{ id: 'keep', perspective: 'l', name: 'Cuidar a la plantilla', owner: '', weight: 1 }
	],
	measures: GIVEN.map(measureOf),
	links: [],
	aggregator: 'mean',
	hasCriticalCap: true,
	sources: ['Ley 10/2025, de 26 de diciembre']
};

const MONTHS = monthsBetween(plusMonths(GIVEN_MONTH, -35), NOW_MONTH);
const monthsAgo = (month: string): number => monthsBetween(month, GIVEN_MONTH).length - 1;

const facts = ({ id, name, unit }: Given): MeasureFacts => ({
	...{ name, shortName: name, unit, isKnown: true },
	formulaText: `Lo que hay de ${name} entre lo que podía haber.`,
	sourceText: 'De la prueba.',
	source: { kind: 'figure', figure: id }
});

export function givenPage(
	period: Period = { range: 'month', month: GIVEN_MONTH },
	also: Partial<Pick<ScorecardPage, 'unitName' | 'unit' | 'unanswered'>> = {}
): ScorecardPage {
	const version: ScorecardVersion = {
		...{ scorecard: 'given', version: 1, validFrom: '2024-01', content: GIVEN_CONTENT },
		...{ note: '', createdAtMs: 0, createdBy: 'ana' }
	};
	const readings = new Map(
		GIVEN.map(({ id, reading, state = 'actual' }) => [
			sourceKey({ kind: 'figure', figure: id }),
			new Map(
				MONTHS.map((month) => {
					const sums = reading(monthsAgo(month));
					return [month, sums && { ...sums, state }] as const;
				})
			)
		])
	);
	const sources = { versions: [version], readings, isShare: () => false, thisMonth: NOW_MONTH };
	const view = viewScorecard(sources, period, 'before');
	if (!view) throw new Error('the given scorecard had not begun');
	return {
		...{ scorecard: 'given', team: 'company', view },
		...{ unit: { team: 'company', agent: null }, unitName: 'Sede Norte' },
		facts: Object.fromEntries(GIVEN.map((one) => [one.id, facts(one)])),
		freshAtMs: Date.UTC(2026, 10, 3, 7, 30),
		...{ unanswered: [], zone: 'Europe/Madrid' },
		choices: { months: [period.month], units: [] },
		...also
	};
}
