/** A scorecard in the store of a running product with a whole strategy map: objectives of four perspectives that move one another. */
import type { Measure, Objective, StrategyLink } from '#lib/domain/scorecard/scorecard.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { openFigures } from '#lib/server/scorecards/figures/open-figures.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import type { StoreParts } from './store-parts.ts';

const WRITER: Actor = { kind: 'person', id: 'e2e-writer', name: 'Ana', address: '' };
const APPROVER: Actor = { kind: 'person', id: 'e2e-approver', name: 'Luis', address: '' };
const MONTHS = 20;
const ZONE = 'Europe/Madrid';

/** Comes and goes; `phase` months later the same. */
const wave = (month: number, phase: number): number => (((month - phase) * 37 + 700) % 53) - 26;

interface Given {
	readonly id: string;
	readonly perspective: string;
	readonly name: string;
	/** In per cent, by the number of the month. */
	readonly value: (month: number) => number;
}

const OBJECTIVES: readonly Given[] = [
	given('coste', 'f', 'Abaratar cada resolución', (month) => 45 - wave(month, 5)),
	given('margen', 'f', 'Sostener el margen de cada cliente', () => 82),
	given('resolver', 'c', 'Resolver a la primera', (month) => 55 + wave(month, 3)),
	given('esfuerzo', 'c', 'Pedir menos esfuerzo al cliente en cada gestión', (m) => 50 + wave(m, 4)),
	given('digital', 'c', 'Responder antes en los canales digitales', (month) => 30 + (month % 5)),
	given('calidad', 'p', 'Atender con calidad', (month) => 52 + wave(month, 2)),
	given('ocupar', 'p', 'Ocupar a la plantilla sin agotarla', (month) => 66 + ((month * 3) % 7)),
	given('formar', 'l', 'Formar en lo que falla', (month) => 50 + wave(month, 1)),
	given('cuidar', 'l', 'Cuidar a quien cuida', (month) => 76 + (month % 4))
];

function given(
	id: string,
	perspective: string,
	name: string,
	value: (month: number) => number
): Given {
	return { id, perspective, name, value };
}

const link = (
	from: string,
	to: string,
	lagMonths: number,
	direction: StrategyLink['direction'] = 'with'
): StrategyLink => ({ from, to, lagMonths, direction, note: '' });

const LINKS: readonly StrategyLink[] = [
	link('formar', 'calidad', 1),
	link('cuidar', 'ocupar', 2),
	link('calidad', 'resolver', 1),
	link('resolver', 'esfuerzo', 1),
	link('resolver', 'coste', 2),
	link('ocupar', 'digital', 0),
	link('formar', 'coste', 4, 'against'),
	link('esfuerzo', 'margen', 2)
];

const objectiveOf = ({ id, perspective, name }: Given): Objective => ({
	...{ id, perspective, name, weight: 1, owner: '' }
});

const measureOf = ({ id, name }: Given, figure: string): Measure => ({
	...{ id: `m-${id}`, objective: id, name: `Indicador: ${name}`, description: '', weight: 1 },
	...{ owner: '', timing: 'lag', leastN: 0, isCritical: false },
	source: { kind: 'figure', figure },
	target: { direction: 'up', floor: 0.1, target: 0.7, stretch: 0.9 }
});

/** Of the company. Returns its id. `tag` keeps the codes of its figures apart from those of another attempt. */
export async function giveStrategy(
	{ store, audit }: StoreParts,
	{ name, tag }: { readonly name: string; readonly tag: string }
): Promise<string> {
	const thisMonth = monthOf(Date.now(), ZONE);
	const figures = openFigures({ store, audit });
	const measures: Measure[] = [];
	for (const one of OBJECTIVES) {
		const made = await figures.definitions.create(
			{
				team: 'company',
				figure: {
					...{ ...NEW_FIGURE, code: `e2e_${one.id}_${tag}`, name: one.name, unit: 'percent' },
					...{ adding: 'ratio', numeratorName: 'Sí', denominatorName: 'Todos', source: 'Prueba' }
				}
			},
			WRITER
		);
		if (!made.ok) throw new Error(made.reason);
		const { id } = made.stored;
		const spots = Array.from({ length: MONTHS }, (_, month) => ({
			...{ figure: id, team: 'company', month: plusMonths(thisMonth, month - MONTHS), basedOn: 0 },
			entry: {
				...{ numerator: one.value(month), denominator: 100, n: 100, isEstimate: false },
				...{ isVoid: false, source: 'Prueba', evidence: '' }
			}
		}));
		await figures.values.enter(spots, { file: null }, WRITER);
		for (const { month } of spots) {
			const spot = { figure: id, team: 'company', month, revision: 1 };
			await figures.values.decide(spot, { decision: 'approved', why: '' }, APPROVER);
		}
		measures.push(measureOf(one, id));
	}
	const scorecards = createScorecardStore(store.database, { audit, now: Date.now });
	const saved = await scorecards.create(
		{
			...{ team: 'company', validFrom: plusMonths(thisMonth, -MONTHS), note: 'Inicio' },
			content: {
				...{ name, description: '', aggregator: 'mean', hasCriticalCap: true, sources: [] },
				perspectives: [
					{ id: 'f', kind: 'financial', name: '', weight: 25 },
					{ id: 'c', kind: 'customer', name: '', weight: 35 },
					{ id: 'p', kind: 'process', name: '', weight: 25 },
					{ id: 'l', kind: 'learning', name: '', weight: 15 }
				],
				objectives: OBJECTIVES.map(objectiveOf),
				measures,
				links: [...LINKS]
			}
		},
		WRITER
	);
	if (!saved.ok) throw new Error(saved.reason);
	return saved.scorecard.id;
}
