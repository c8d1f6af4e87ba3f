/** Metrics of what agents do with their time, and of how that agrees with the plan. */
import type { Metric } from '../metric.ts';
import { BY_AGENT, localText as text } from './entry.ts';

/** Of the time that is judged, in how much the word of the state is one the contract knows. */
const RECOGNISED = {
	kind: 'ratio',
	numerator: 'recognisedMs',
	denominator: 'assessedMs'
} as const;

export const AGENT_TIME_METRICS = [
	{
		id: 'occupancy',
		name: text('Ocupación', 'Occupancy', 'Ocupação'),
		shortName: text('Ocupación', 'Occupancy', 'Ocupação'),
		formulaText: text(
			'tiempo gestionando o en trabajo posterior / (ese tiempo + disponible)',
			'time handling or wrapping up / (that + available)',
			'tempo em atendimento ou pós-atendimento / (esse tempo + disponível)'
		),
		unit: 'ratio',
		direction: 'none',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'busyMs', denominator: 'onQueueMs' }
	},
	{
		id: 'utilisation',
		name: text('Utilización', 'Utilisation', 'Utilização'),
		shortName: text('Utilización', 'Utilisation', 'Utilização'),
		formulaText: text(
			'tiempo en contactos, disponible, formación, coaching, reunión o back office / tiempo planificado pagado (todo menos la comida)',
			'time on contacts, available, in training, coaching, meetings or back office / scheduled paid time (all but the meal)',
			'tempo em contatos, disponível, treinamento, coaching, reunião ou backoffice / tempo escalado pago (tudo menos a refeição)'
		),
		unit: 'ratio',
		direction: 'none',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'productiveMs', denominator: 'paidMs' }
	},
	{
		id: 'shrinkage',
		name: text('Reductores', 'Shrinkage', 'Shrinkage'),
		shortName: text('Reductores', 'Shrinkage', 'Shrinkage'),
		formulaText: text(
			'tiempo pagado sin estar disponible ni en contactos / tiempo planificado pagado',
			'paid time neither available nor on contacts / scheduled paid time',
			'tempo pago sem estar disponível nem em contatos / tempo escalado pago'
		),
		unit: 'ratio',
		direction: 'down',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'unavailableMs', denominator: 'paidMs' }
	},
	{
		id: 'shrinkage_planned',
		name: text('Reductores planificados', 'Planned shrinkage', 'Shrinkage planejado'),
		shortName: text('Reduct. plan.', 'Planned shr.', 'Shrink. plan.'),
		formulaText: text(
			'tiempo pagado planificado fuera de línea (descansos, formación, ausencias…) / tiempo planificado pagado',
			'paid time planned off the queue (breaks, training, leave…) / scheduled paid time',
			'tempo pago escalado fora de linha (pausas, treinamento, ausências…) / tempo escalado pago'
		),
		unit: 'ratio',
		direction: 'none',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'plannedUnavailableMs', denominator: 'paidMs' }
	},
	{
		id: 'adherence',
		name: text('Adherencia', 'Adherence', 'Aderência'),
		shortName: text('Adherencia', 'Adherence', 'Aderência'),
		formulaText: text(
			'tiempo en el estado que toca según el horario / (tiempo planificado − tiempo neutro), sin tolerancia',
			'time in the state the schedule asks for / (scheduled − neutral time), without grace',
			'tempo no estado que a escala pede / (tempo escalado − tempo neutro), sem tolerância'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'adherentMs', denominator: 'assessedMs' },
		beside: { coverage: RECOGNISED }
	},
	{
		id: 'adherence_adjusted',
		name: text('Adherencia ajustada', 'Adjusted adherence', 'Aderência ajustada'),
		shortName: text('Adher. ajust.', 'Adj. adherence', 'Ader. ajust.'),
		formulaText: text(
			'como la adherencia, con 120 s de tolerancia antes y después de cada cambio de actividad y sin contar desvíos de menos de 60 s',
			'as adherence, with 120 s of grace before and after each change of activity and without deviations under 60 s',
			'como a aderência, com 120 s de tolerância antes e depois de cada mudança de atividade e sem contar desvios de menos de 60 s'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'adherentAdjustedMs', denominator: 'assessedMs' },
		beside: { coverage: RECOGNISED }
	},
	{
		id: 'conformance',
		name: text('Conformidad', 'Conformance', 'Conformidade'),
		shortName: text('Conformidad', 'Conformance', 'Conformidade'),
		formulaText: text(
			'tiempo en línea trabajado, también fuera del horario / tiempo en línea planificado; puede pasar de 100 %',
			'time worked on the queue, also outside of the schedule / time scheduled on the queue; may exceed 100 %',
			'tempo trabalhado em linha, também fora da escala / tempo escalado em linha; pode passar de 100 %'
		),
		unit: 'ratio',
		direction: 'none',
		bookedAt: 'time',
		dimensions: BY_AGENT,
		formula: { kind: 'ratio', numerator: 'onQueueMs', denominator: 'onQueueScheduledMs' }
	}
] as const satisfies readonly Metric[];
