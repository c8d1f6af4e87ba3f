/** The three scorecards of the demo centre: presets with owners, targets of its own, and what changed since. */
import { COMPANY } from '#lib/domain/access/team.ts';
import { blueprintOfPreset } from '#lib/domain/scorecard/presets/index.ts';
import type { PresetId } from '#lib/domain/scorecard/presets/index.ts';
import { percent, ramp } from '#lib/domain/scorecard/presets/preset.ts';
import type { Blueprint } from '#lib/domain/scorecard/blueprint.ts';
import type { Measure, ScorecardContent, StrategyLink } from '#lib/domain/scorecard/scorecard.ts';
import {
	COMPLIANCE,
	DIRECTOR,
	FINANCE,
	HUMAN_RESOURCES,
	PLANNING,
	QUALITY,
	SUPERVISOR
} from './colleagues.ts';
import { MONTHS_BACK } from './demo-month.ts';

type ChangedMeasure = Partial<
	Pick<Measure, 'target' | 'weight' | 'isCritical' | 'name' | 'description'>
>;
type ByMeasure = Readonly<Record<string, ChangedMeasure>>;

interface Told {
	readonly name: string;
	readonly description: string;
	/** By objective. */
	readonly owners: Readonly<Record<string, string>>;
	readonly measures: ByMeasure;
	/** Why one is thought to move the other, by `from>to`. */
	readonly links: Readonly<Record<string, string>>;
	/** Beside those of the preset. */
	readonly moreLinks: readonly StrategyLink[];
}

export interface DemoScorecard extends Told {
	readonly preset: PresetId;
	readonly team: string;
	/** Months before the running one. */
	readonly since: number;
	readonly note: string;
	/** A later version; null: none. */
	readonly change: {
		readonly since: number;
		readonly note: string;
		readonly measures: ByMeasure;
	} | null;
}

/** Set by the own history; the level other companies tell of is on another scale. */
const OWN_CSAT = percent(65, 78, 86);

const changed = (measures: readonly Measure[], by: ByMeasure): Measure[] =>
	measures.map((measure) => ({ ...measure, ...by[measure.id] }));

export const changedContent = (content: ScorecardContent, by: ByMeasure): ScorecardContent => ({
	...content,
	measures: changed(content.measures, by)
});

/** What the preset becomes at first. */
export function demoBlueprint({ preset, ...told }: DemoScorecard): Blueprint {
	const blueprint = blueprintOfPreset(preset, 'es');
	const { content } = blueprint;
	const ownerOf = (objective: string): string => told.owners[objective] ?? '';
	return {
		...blueprint,
		content: {
			...content,
			...{ name: told.name, description: told.description },
			objectives: content.objectives.map((one) => ({ ...one, owner: ownerOf(one.id) })),
			measures: changed(content.measures, told.measures).map((one) => ({
				...one,
				owner: ownerOf(one.objective)
			})),
			links: [
				...content.links.map((link) => ({
					...link,
					note: told.links[`${link.from}>${link.to}`] ?? ''
				})),
				...told.moreLinks
			]
		}
	};
}

const CENTRE: DemoScorecard = {
	...{ preset: 'supportCentre', team: COMPANY, since: -MONTHS_BACK },
	name: 'Cuadro de mando de atención al cliente',
	description:
		'Lo que el Comité de Dirección mira cada mes: resolver a la primera, con menos coste por solución y con una plantilla que se queda.',
	note: 'Aprobado por el Comité de Dirección a partir del modelo de centro de atención.',
	owners: {
		'resolve-at-low-cost': FINANCE.name,
		'digital-channels': FINANCE.name,
		'resolve-first-time': DIRECTOR.name,
		'be-there': PLANNING.name,
		satisfied: DIRECTOR.name,
		'do-it-right': QUALITY.name,
		'plan-capacity': PLANNING.name,
		'keep-people': HUMAN_RESOURCES.name,
		learn: HUMAN_RESOURCES.name
	},
	measures: {
		...{ csat: { target: OWN_CSAT }, nps: { target: percent(0, 18, 30) } },
		'cost-per-resolution': { target: ramp(520, 400, 340) },
		'cost-per-call': { target: ramp(420, 330, 290) },
		'cost-per-social': {
			target: ramp(160, 105, 85),
			description: 'En el sector se cita una sexta parte de una llamada; aquí se mide la nuestra.'
		},
		absenteeism: { target: percent(11, 7, 5) },
		training: { target: ramp(1, 2.5, 4) }
	},
	links: {
		'learn>do-it-right': 'Quien domina más consultas se equivoca menos en las que recibe.',
		'keep-people>do-it-right':
			'Los equipos con bajas repetidas atienden con personas recién llegadas.',
		'plan-capacity>be-there': 'Con la gente en su hora, se espera menos.',
		'do-it-right>resolve-first-time': 'Lo bien hecho no vuelve a llamar.',
		'resolve-first-time>satisfied': 'Llamar dos veces por lo mismo es lo que más molesta.',
		'resolve-first-time>resolve-at-low-cost': 'Cada repetición se paga entera.'
	},
	moreLinks: [
		{
			...{ from: 'learn', to: 'keep-people', lagMonths: 2, direction: 'with' },
			note: 'Quien aprende y ve adónde puede llegar se queda más.'
		},
		{
			...{ from: 'digital-channels', to: 'resolve-at-low-cost', lagMonths: 0, direction: 'with' },
			note: 'Lo que se atiende en canales digitales cuesta menos.'
		}
	],
	change: {
		since: -5,
		note: 'Revisión semestral: con el convenio nuevo sube la meta de rotación y formación, y el absentismo pesa el doble.',
		measures: {
			turnover: { target: percent(40, 22, 14) },
			training: { target: ramp(1.5, 3, 5) },
			absenteeism: { target: percent(10, 6, 4), weight: 2 }
		}
	}
};

const CLIENT: DemoScorecard = {
	...{ preset: 'bpo', team: 'demo-hogar', since: -MONTHS_BACK },
	name: 'Brisalia Hogar: contrato y servicio',
	description:
		'Seguimiento mensual con el cliente: lo pactado, lo que se factura y la calidad que se puede demostrar.',
	note: 'Acordado con el cliente al firmar el contrato, a partir del modelo de servicio a clientes.',
	owners: {
		margin: FINANCE.name,
		'no-penalties': SUPERVISOR.name,
		'keep-promises': SUPERVISOR.name,
		'client-of-client': SUPERVISOR.name,
		'proven-quality': QUALITY.name,
		'use-capacity': PLANNING.name,
		'stable-teams': HUMAN_RESOURCES.name,
		train: HUMAN_RESOURCES.name
	},
	measures: { 'service-level': { target: percent(60, 75, 85) }, csat: { target: OWN_CSAT } },
	links: {
		'train>proven-quality': 'Dos meses después de formar se nota en las evaluaciones.',
		'stable-teams>proven-quality': 'Quien lleva más de un trimestre comete menos errores críticos.',
		'proven-quality>client-of-client': 'El cliente nota lo mismo que Calidad, un mes más tarde.',
		'use-capacity>keep-promises':
			'La ocupación por encima de la banda se ve enseguida en la espera.',
		'keep-promises>no-penalties':
			'Las penalizaciones salen de los compromisos de nivel de servicio y abandono.',
		'no-penalties>margin': 'Un punto de penalización es un punto menos de margen.'
	},
	moreLinks: [
		{
			...{ from: 'train', to: 'stable-teams', lagMonths: 2, direction: 'with' },
			note: 'Acompañar a quien empieza evita bajas en los primeros meses.'
		}
	],
	change: {
		since: -8,
		note: 'Contrato renegociado: el compromiso de nivel de servicio sube de 75 a 80 %.',
		measures: { 'service-level': { target: percent(65, 80, 90) } }
	}
};

const LAW: DemoScorecard = {
	...{ preset: 'customerServiceLaw', team: COMPANY, since: -10 },
	name: 'Ley 10/2025: cumplimiento',
	description:
		'Preparación para la Ley 10/2025 de atención a la clientela. No sustituye al asesoramiento jurídico.',
	note: 'Abierto para llegar con todo comprobado al fin del plazo de adaptación.',
	owners: {
		'three-minutes': PLANNING.name,
		'not-cut': PLANNING.name,
		'on-time': COMPLIANCE.name,
		'own-language': DIRECTOR.name,
		'a-person': PLANNING.name,
		evaluate: QUALITY.name,
		prove: COMPLIANCE.name
	},
	measures: { csat: { target: OWN_CSAT } },
	links: {
		'evaluate>on-time': 'Lo que se evalúa a tiempo se corrige antes de que venza.',
		'three-minutes>evaluate': 'La espera larga baja la nota de toda la llamada.'
	},
	moreLinks: [
		{
			...{ from: 'prove', to: 'a-person', lagMonths: 1, direction: 'with' },
			note: 'Lo que se comprueba cada mes se corrige antes.'
		}
	],
	change: null
};

export const DEMO_SCORECARDS = { centre: CENTRE, client: CLIENT, law: LAW } as const;
export type DemoScorecardId = keyof typeof DEMO_SCORECARDS;
