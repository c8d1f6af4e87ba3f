/** A scorecard of 24 measures in the store, with three years of figures behind it, as if people had entered and approved them. */
import type { Kysely } from 'kysely';
import type { Figure, FigureUnit } from '#lib/domain/scorecard/figures/figure.ts';
import { monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Measure, ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import type { StoreSchema } from '#lib/server/store/schema.ts';

const MONTHS_BACK = 35;
const N = 1000;

interface Given {
	readonly id: string;
	readonly objective: string;
	readonly name: string;
	readonly unit: FigureUnit;
	readonly target: Target | null;
	/** What it usually is, how much it comes and goes, and what it is in the last whole month. */
	readonly usual: number;
	readonly swing: number;
	readonly last: number | null;
	readonly also?: Partial<Measure>;
}

const up = (floor: number, target: number, stretch: number): Target => ({
	...{ direction: 'up', floor, target, stretch }
});
const down = (floor: number, target: number, stretch: number): Target => ({
	...{ direction: 'down', floor, target, stretch }
});
const band = (floorLow: number, low: number, high: number, floorHigh: number): Target => ({
	...{ direction: 'band', floorLow, low, high, floorHigh }
});
type Row = readonly [
	id: string,
	objective: string,
	name: string,
	unit: FigureUnit,
	target: Target | null,
	usual: number,
	swing: number,
	last: number | null
];

const S = 1000;
const ROWS: readonly Row[] = [
	['cost', 'afford', 'Coste por contacto', 'money', down(160, 85, 70), 96, 4, 88],
	['resolved', 'afford', 'Coste por resolución', 'money', down(900, 600, 450), 655, 22, 668],
	['hour', 'earn', 'Ingresos por hora productiva', 'money', up(1800, 2400, 2900), 2510, 60, 2530],
	[
		'margin',
		'earn',
		'Margen bruto de la campaña',
		'percent',
		up(0.15, 0.25, 0.32),
		0.27,
		0.01,
		0.2
	],
	[
		'penalty',
		'earn',
		'Penalizaciones sobre lo facturado',
		'percent',
		down(0.05, 0.02, 0.005),
		0.012,
		0.004,
		0.01
	],
	[
		'fcr',
		'resolve',
		'Resolución en primer contacto',
		'percent',
		up(0.55, 0.75, 0.85),
		0.76,
		0.012,
		0.72
	],
	[
		'repeat',
		'resolve',
		'Rellamadas en siete días',
		'percent',
		down(0.25, 0.12, 0.08),
		0.13,
		0.008,
		0.131
	],
	['csat', 'delight', 'Satisfacción (CSAT)', 'percent', up(0.7, 0.85, 0.92), 0.84, 0.012, 0.88],
	['nps', 'delight', 'Recomendación neta (NPS)', 'balance', up(0, 0.3, 0.5), 0.21, 0.03, 0.24],
	['effort', 'delight', 'Esfuerzo del cliente (CES)', 'number', up(3, 4, 4.6), 4.08, 0.1, 4.1],
	[
		'complaints',
		'delight',
		'Reclamaciones por cada 1.000 contactos',
		'number',
		down(9, 5, 3),
		4.4,
		0.4,
		7.9
	],
	['level', 'answer', 'Nivel de servicio 80/20', 'percent', up(0.65, 0.8, 0.9), 0.81, 0.015, 0.823],
	['abandoned', 'answer', 'Abandono', 'percent', down(0.08, 0.05, 0.02), 0.046, 0.005, 0.042],
	[
		'asa',
		'answer',
		'Tiempo medio de respuesta',
		'duration',
		down(60 * S, 25 * S, 15 * S),
		24 * S,
		2 * S,
		23 * S
	],
	[
		'aht',
		'work',
		'Tiempo medio de operación',
		'duration',
		down(480 * S, 330 * S, 270 * S),
		358 * S,
		8 * S,
		360 * S
	],
	['occupancy', 'work', 'Ocupación', 'percent', band(0.6, 0.75, 0.85, 0.95), 0.82, 0.02, 0.88],
	['adherence', 'work', 'Adherencia al turno', 'percent', up(0.8, 0.92, 0.96), 0.9, 0.01, 0.91],
	['quality', 'work', 'Nota de calidad', 'percent', up(0.7, 0.85, 0.93), 0.86, 0.012, 0.87],
	['contacts', 'work', 'Contactos atendidos', 'number', null, 11_312, 500, 11_804],
	['turnover', 'keep', 'Rotación anualizada', 'percent', down(0.45, 0.25, 0.15), 0.33, 0.02, 0.47],
	['absence', 'keep', 'Absentismo', 'percent', down(0.12, 0.06, 0.04), 0.071, 0.006, 0.069],
	['engagement', 'keep', 'Compromiso (eNPS)', 'balance', up(-0.1, 0.2, 0.4), 0.12, 0.03, null],
	['training', 'learn', 'Horas de formación por agente', 'number', up(1, 3, 5), 3.2, 0.3, 3.4],
	['multiskill', 'learn', 'Agentes polivalentes', 'percent', up(0.2, 0.4, 0.6), 0.31, 0.012, 0.39]
];

/** Critical ones, and one of too few answers. */
const ALSO: Readonly<Record<string, Partial<Measure>>> = {
	turnover: { isCritical: true },
	fcr: { isCritical: true, timing: 'lag', weight: 3 },
	nps: { leastN: N + 1 },
	training: { timing: 'lead' },
	multiskill: { timing: 'lead' }
};

const GIVEN: readonly Given[] = ROWS.map(
	([id, objective, name, unit, target, usual, swing, last]): Given => ({
		...{ id, objective, name, unit, target, usual, swing, last },
		...(ALSO[id] ? { also: ALSO[id] } : {})
	})
);

export const BOARD_MEASURES: readonly string[] = GIVEN.map(({ id }) => id);

/** Comes and goes without a direction, −1..1. */
const wave = (index: number, seed: number): number =>
	(((index + 3) * 7919 + (seed + 1) * 104_729 + index * index * 31) % 21) / 10 - 1;

const isRatio = (unit: FigureUnit): boolean => unit === 'percent' || unit === 'balance';

const figureOf = ({ name, unit }: Given, code: string): Figure => ({
	...{ code, name, unit, description: '', source: 'Recursos Humanos', factor: 1 },
	adding: isRatio(unit) || unit === 'duration' || unit === 'money' ? 'ratio' : 'last',
	...{ numeratorName: 'Casos', denominatorName: 'De todos' }
});

const measureOf = (prefix: string, given: Given): Measure => ({
	...{ id: given.id, objective: given.objective, target: given.target, name: given.name },
	...{ description: '', weight: 1, owner: 'Ana Ruiz', timing: 'lag', leastN: 0, isCritical: false },
	source: { kind: 'figure', figure: `${prefix}-${given.id}` },
	...given.also
});

export const boardContent = (prefix: string, name: string): ScorecardContent => ({
	...{ name, description: '', links: [], aggregator: 'mean', hasCriticalCap: true, sources: [] },
	perspectives: [
		{ id: 'f', kind: 'financial', name: '', weight: 25 },
		{ id: 'c', kind: 'customer', name: '', weight: 35 },
		{ id: 'p', kind: 'process', name: '', weight: 25 },
		{ id: 'l', kind: 'learning', name: '', weight: 15 }
	],
	objectives: [
		{ id: 'afford', perspective: 'f', name: 'Costar lo que vale', owner: '', weight: 1 },
		{ id: 'earn', perspective: 'f', name: 'Ganar con cada cliente', owner: '', weight: 1 },
		{
			id: 'resolve',
			perspective: 'c',
			name: 'Resolver a la primera',
			owner: 'Luis Gil',
			weight: 2
		},
		{ id: 'delight', perspective: 'c', name: 'Cuidar al cliente', owner: '', weight: 1 },
		{ id: 'answer', perspective: 'p', name: 'Responder a tiempo', owner: '', weight: 1 },
		{ id: 'work', perspective: 'p', name: 'Trabajar bien y a la vez', owner: '', weight: 1 },
		{ id: 'keep', perspective: 'l', name: 'Cuidar a la plantilla', owner: '', weight: 1 },
		{ id: 'learn', perspective: 'l', name: 'Aprender', owner: '', weight: 1 }
	],
	measures: GIVEN.map((given) => measureOf(prefix, given))
});

interface Board {
	/** Id of the scorecard, and what the ids of its figures begin with. */
	readonly id: string;
	readonly name: string;
	/** The last month that is over. */
	readonly lastMonth: Month;
	/** Node of the tree of teams. */
	readonly team?: string;
	/** Added to its own measures. */
	readonly also?: readonly Measure[];
}

/** Beside the running product. Versions: from the first month, and with a target of FCR that was lower until half a year ago. */
export async function giveBoard(
	database: Kysely<StoreSchema>,
	{ id, name, lastMonth, team = 'company', also = [] }: Board
): Promise<void> {
	const by = { team, created_at_ms: 0, created_by: 'nobody', archived_at_ms: null };
	const months = monthsBetween(plusMonths(lastMonth, -MONTHS_BACK), lastMonth);
	const whole = boardContent(id, name);
	const content = { ...whole, measures: [...whole.measures, ...also] };
	const before = {
		...content,
		measures: content.measures.map((one) =>
			one.id === 'fcr' ? { ...one, target: up(0.5, 0.7, 0.8) } : one
		)
	};
	await database
		.insertInto('scorecards')
		.values({ id, ...by })
		.execute();
	const version = { scorecard: id, created_at_ms: 0, created_by: 'nobody' };
	await database
		.insertInto('scorecard_versions')
		.values([
			{
				...{ ...version, version: 1, note: '', valid_from: months[0] ?? '' },
				content: JSON.stringify(before)
			},
			{
				...{ ...version, version: 2, note: 'Más exigente con la resolución' },
				...{ valid_from: plusMonths(lastMonth, -5), content: JSON.stringify(content) }
			}
		])
		.execute();
	for (const [seed, given] of GIVEN.entries()) {
		const figure = `${id}-${given.id}`;
		const code = figure.replaceAll('-', '_');
		await database
			.insertInto('figures')
			.values({ ...by, id: figure, figure: JSON.stringify(figureOf(given, code)), revision: 1 })
			.execute();
		await database
			.insertInto('figure_values')
			.values(valuesOf(given, { seed, figure, team, months }))
			.execute();
	}
}

function valuesOf(
	given: Given,
	{
		seed,
		figure,
		team,
		months
	}: {
		readonly seed: number;
		readonly figure: string;
		readonly team: string;
		readonly months: readonly Month[];
	}
) {
	const isDivided = figureOf(given, 'a').adding === 'ratio';
	return months.flatMap((month, index) => {
		const isLast = index === months.length - 1;
		const value = isLast ? given.last : given.usual + given.swing * wave(index, seed);
		if (value === null) return [];
		return [
			{
				...{ figure, team, month, revision: 1, n: N, state: 'approved' },
				numerator: isDivided ? value * N : value,
				denominator: isDivided ? N : null,
				...{ is_estimate: 0, is_void: 0, source: 'RR. HH.', evidence: '' },
				...{ entered_at_ms: 1, entered_by: 'ana', decided_at_ms: 2, decided_by: 'luis' },
				decision: ''
			}
		];
	});
}
