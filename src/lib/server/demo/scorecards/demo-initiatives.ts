/** What the demo centre does so that its measures move: finished, on plan, late, dear, planned and given up. */
import type { Initiative, Milestone } from '#lib/domain/scorecard/strategy/initiative.ts';
import {
	DIRECTOR,
	FINANCE,
	COMPLIANCE,
	HUMAN_RESOURCES,
	PLANNING,
	QUALITY,
	SUPERVISOR
} from './colleagues.ts';
import type { DemoCalendar } from './demo-month.ts';
import type { DemoScorecardId } from './demo-scorecards.ts';

const EURO = 100;

/** Offsets in months and days of the month: [−9, 3]. */
type When = readonly [offset: number, day: number];

interface Plan extends Pick<
	Initiative,
	'name' | 'description' | 'sponsor' | 'owner' | 'objectives'
> {
	readonly from: When;
	readonly to: When;
	/** In euros. */
	readonly budget: number;
	readonly spent: number;
	readonly doneShare?: number;
	readonly milestones: readonly (readonly [name: string, due: When, done: When | null])[];
	readonly effects: readonly (readonly [measure: string, change: number, offset: number])[];
	readonly ended?: readonly [as: 'finished' | 'cancelled', on: When];
}

const CENTRE: readonly Plan[] = [
	{
		name: 'Guía única de averías',
		description:
			'Una sola guía de diagnóstico para Soporte, Averías y WhatsApp, con la comprobación de zona como primer paso. Se espera que vuelva a llamar menos gente por el mismo corte.',
		...{ sponsor: DIRECTOR.name, owner: QUALITY.name },
		...{ from: [-9, 4], to: [-6, 20], budget: 18_000, spent: 17_240 },
		objectives: ['resolve-first-time', 'do-it-right'],
		milestones: [
			['Recoger las diez averías más repetidas', [-9, 28], [-9, 26]],
			['Guía redactada y probada con un turno', [-8, 24], [-8, 27]],
			['Formación de Soporte y Noche', [-7, 22], [-7, 22]],
			['Guía en la bandeja de WhatsApp', [-6, 18], [-6, 16]]
		],
		effects: [['fcr', 0.02, -1]],
		ended: ['finished', [-6, 18]]
	},
	{
		name: 'Consultas de factura por WhatsApp',
		description:
			'Ofrecer WhatsApp en la locución de Facturación y enviar el desglose de la factura en el primer mensaje.',
		...{ sponsor: FINANCE.name, owner: PLANNING.name },
		...{ from: [-5, 2], to: [2, 27], budget: 32_000, spent: 19_500 },
		objectives: ['digital-channels', 'resolve-at-low-cost'],
		milestones: [
			['Plantillas de mensaje aprobadas', [-5, 25], [-5, 24]],
			['Oferta en la locución en horas punta', [-3, 20], [-3, 18]],
			['Desglose automático de la factura', [-1, 20], [-1, 19]],
			['Oferta todo el día', [1, 22], null],
			['Revisión de resultados con Finanzas', [2, 24], null]
		],
		effects: [['cost-per-resolution', -30, 2]]
	},
	{
		name: 'Escuela de mandos intermedios',
		description:
			'Ocho sesiones para coordinadores: acompañar, preparar turnos y hablar de las bajas antes de que lleguen.',
		...{ sponsor: DIRECTOR.name, owner: HUMAN_RESOURCES.name },
		...{ from: [-6, 8], to: [1, 28], budget: 24_000, spent: 11_900 },
		objectives: ['keep-people', 'learn'],
		milestones: [
			['Diagnóstico por equipo', [-5, 15], [-5, 15]],
			['Sesiones 1 a 4', [-3, 26], [-2, 12]],
			['Sesiones 5 a 8', [-1, 24], null],
			['Plan de cada coordinador', [1, 20], null]
		],
		effects: [
			['turnover', -0.05, 1],
			['coaching', 0.08, 1]
		]
	},
	{
		name: 'Previsión por media hora con festivos locales',
		description:
			'Incorporar festivos de cada comunidad, cortes programados y campañas a la previsión semanal.',
		...{ sponsor: DIRECTOR.name, owner: PLANNING.name },
		...{ from: [-4, 6], to: [1, 15], budget: 9500, spent: 8000, doneShare: 0.75 },
		objectives: ['plan-capacity', 'be-there'],
		milestones: [
			['Calendario de festivos cargado', [-4, 28], [-4, 27]],
			['Aviso de cortes programados', [-2, 24], [-2, 28]],
			['Previsión nueva en paralelo', [-1, 30], [0, 3]],
			['Previsión nueva en producción', [1, 10], null]
		],
		effects: [['forecast-error', -0.02, 1]]
	},
	{
		name: 'Respuestas sugeridas en redes sociales',
		description:
			'Textos revisados por Calidad que el agente adapta y firma; nada se publica sin una persona.',
		...{ sponsor: FINANCE.name, owner: QUALITY.name },
		...{ from: [1, 11], to: [5, 28], budget: 15_000, spent: 0 },
		objectives: ['digital-channels'],
		milestones: [
			['Catálogo de respuestas', [2, 15], null],
			['Prueba con un turno', [3, 20], null],
			['Todos los turnos', [5, 20], null]
		],
		effects: [['cost-per-social', -20, 5]]
	},
	{
		name: 'Segunda sede en Valencia',
		description: 'Estudio para abrir un turno de tarde en Valencia.',
		...{ sponsor: DIRECTOR.name, owner: HUMAN_RESOURCES.name },
		...{ from: [-11, 10], to: [-3, 30], budget: 60_000, spent: 7400 },
		objectives: ['keep-people'],
		milestones: [
			['Estudio de alquileres y plantilla', [-9, 20], [-9, 28]],
			['Decisión del Comité', [-8, 15], [-8, 15]]
		],
		effects: [],
		ended: ['cancelled', [-8, 15]]
	}
];

const CLIENT: readonly Plan[] = [
	{
		name: 'Plan de estabilidad de Soporte',
		description:
			'Turnos fijos para quien lleva más de un año y un sustituto formado por cada especialidad.',
		...{ sponsor: SUPERVISOR.name, owner: HUMAN_RESOURCES.name },
		...{ from: [-4, 4], to: [3, 25], budget: 12_000, spent: 4800 },
		objectives: ['stable-teams', 'proven-quality'],
		milestones: [
			['Turnos acordados con la plantilla', [-3, 20], [-3, 14]],
			['Sustitutos de Averías formados', [-1, 26], [-1, 25]],
			['Sustitutos de Soporte formados', [2, 20], null],
			['Revisión con el cliente', [3, 20], null]
		],
		effects: [['turnover', -0.06, 3]]
	},
	{
		name: 'Guiones revisados con el cliente',
		description: 'Sesión mensual con el cliente sobre diez llamadas elegidas al azar.',
		...{ sponsor: SUPERVISOR.name, owner: QUALITY.name },
		...{ from: [-8, 2], to: [-3, 26], budget: 0, spent: 0 },
		objectives: ['client-of-client', 'proven-quality'],
		milestones: [
			['Primera sesión', [-8, 20], [-8, 20]],
			['Guion de ventas', [-6, 18], [-6, 20]],
			['Guion de averías', [-3, 20], [-3, 24]]
		],
		effects: [['csat', 0.02, -1]],
		ended: ['finished', [-3, 26]]
	}
];

const LAW: readonly Plan[] = [
	{
		name: 'Clave de reclamación en todos los canales',
		description:
			'Quien reclama recibe una clave y un justificante al momento, también por WhatsApp y redes.',
		...{ sponsor: COMPLIANCE.name, owner: PLANNING.name },
		...{ from: [-7, 1], to: [1, 20], budget: 21_000, spent: 17_800 },
		objectives: ['on-time', 'prove'],
		milestones: [
			['Clave en teléfono y correo', [-5, 15], [-5, 15]],
			['Clave en WhatsApp y chat', [-2, 20], [-2, 26]],
			['Clave en redes sociales', [-1, 26], null],
			['Comprobación externa', [1, 15], null]
		],
		effects: [['law-reviews', 0.08, 1]]
	},
	{
		name: 'Sin cortes por espera en la centralita',
		description:
			'Quitar el límite de espera de la centralita y ofrecer que se devuelva la llamada.',
		...{ sponsor: COMPLIANCE.name, owner: PLANNING.name },
		...{ from: [-8, 4], to: [-5, 12], budget: 3200, spent: 3050 },
		objectives: ['not-cut', 'three-minutes'],
		milestones: [
			['Límite quitado', [-6, 30], [-6, 28]],
			['Devolución de llamada en las cuatro colas', [-5, 10], [-5, 10]]
		],
		effects: [['calls-cut', -0.001, -4]],
		ended: ['finished', [-5, 10]]
	}
];

const PLANS: Readonly<Record<DemoScorecardId, readonly Plan[]>> = {
	centre: CENTRE,
	client: CLIENT,
	law: LAW
};

/** In the order they are told. */
export function demoInitiatives(
	scorecard: DemoScorecardId,
	{ day, month }: DemoCalendar
): Initiative[] {
	const on = ([offset, date]: When): string => day(offset, date);
	return PLANS[scorecard].map(({ from, to, budget, spent, doneShare, ended, ...plan }) => ({
		...{ name: plan.name, description: plan.description },
		...{ sponsor: plan.sponsor, owner: plan.owner, objectives: [...plan.objectives] },
		...{ startsOn: on(from), endsOn: on(to) },
		...{ budgetCents: budget * EURO, spentCents: spent * EURO, doneShare: doneShare ?? null },
		milestones: plan.milestones.map(([name, due, done]): Milestone => ({
			...{ name, isStep: false, dueOn: on(due) },
			doneOn: done && on(done)
		})),
		effects: plan.effects.map(([measure, change, offset]) => ({
			...{ measure, change },
			month: month(offset)
		})),
		ended: ended ? { as: ended[0], on: on(ended[1]) } : null
	}));
}
