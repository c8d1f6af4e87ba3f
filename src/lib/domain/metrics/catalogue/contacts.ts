/** Metrics of segments: what was offered, how it was answered, how long it took. */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

export const CONTACT_METRICS = [
	{
		id: 'offered',
		name: text('Contactos recibidos', 'Offered', 'Contatos recebidos'),
		shortName: text('Recibidos', 'Offered', 'Recebidos'),
		formulaText: text(
			'tramos que entraron en cola',
			'segments that were queued',
			'trechos que entraram na fila'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'offered' }
	},
	{
		id: 'answered',
		name: text('Contactos atendidos', 'Answered', 'Contatos atendidos'),
		shortName: text('Atendidos', 'Answered', 'Atendidos'),
		formulaText: text(
			'recibidos que un agente aceptó',
			'offered and accepted by an agent',
			'recebidos que um agente aceitou'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'answered' }
	},
	{
		id: 'abandoned',
		name: text('Contactos abandonados', 'Abandoned', 'Contatos abandonados'),
		shortName: text('Abandonados', 'Abandoned', 'Abandonados'),
		formulaText: text(
			'recibidos que el cliente dejó antes de ser atendido',
			'offered, left by the customer before an answer',
			'recebidos que o cliente deixou antes de ser atendido'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'abandoned' }
	},
	{
		id: 'closed',
		name: text(
			'Contactos cerrados sin atender',
			'Closed unanswered',
			'Contatos encerrados sem atendimento'
		),
		shortName: text('Cerrados', 'Closed', 'Encerrados'),
		formulaText: text(
			'recibidos que el sistema o un agente cerró sin atender',
			'offered, ended by the system or an agent without an answer',
			'recebidos encerrados pelo sistema ou por um agente sem atendimento'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'closed' }
	},
	{
		id: 'short_abandoned',
		name: text('Abandonos cortos', 'Short abandons', 'Abandonos curtos'),
		shortName: text('Ab. cortos', 'Short ab.', 'Ab. curtos'),
		formulaText: text(
			'abandonados en S o menos desde que entraron en cola',
			'abandoned within S of being queued',
			'abandonados em até S desde a entrada na fila'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'shortAbandoned' }
	},
	{
		id: 'flowed_out',
		name: text('Contactos desviados', 'Flowed out', 'Contatos desviados'),
		shortName: text('Desviados', 'Flowed out', 'Desviados'),
		formulaText: text(
			'recibidos que pasaron a otro destino antes de ser atendidos',
			'offered, transferred on before an answer',
			'recebidos que seguiram para outro destino antes de serem atendidos'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'flowedOut' }
	},
	{
		id: 'service_level',
		name: text('Nivel de servicio', 'Service level', 'Nível de serviço'),
		shortName: text('NS', 'SL', 'NS'),
		formulaText: text(
			'según la fórmula de cada cola (A a F) con su umbral T',
			'by the formula of each queue (A to F) with its threshold T',
			'conforme a fórmula de cada fila (A a F) com seu limite T'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: {
			kind: 'ratio',
			numerator: 'serviceLevelNumerator',
			denominator: 'serviceLevelDenominator'
		}
	},
	{
		id: 'abandon_rate',
		name: text('Tasa de abandono', 'Abandon rate', 'Taxa de abandono'),
		shortName: text('% abandono', 'Abandon %', '% abandono'),
		formulaText: text('abandonados / recibidos', 'abandoned / offered', 'abandonados / recebidos'),
		unit: 'ratio',
		direction: 'down',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'abandoned', denominator: 'offered' }
	},
	{
		id: 'asa',
		name: text('Tiempo medio de respuesta', 'Average speed of answer', 'Tempo médio de resposta'),
		shortName: text('T. respuesta', 'ASA', 'T. resposta'),
		formulaText: text(
			'media de la espera hasta ser atendido, entre los atendidos',
			'mean wait until the answer, over the answered',
			'média da espera até o atendimento, entre os atendidos'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'waitMs', n: 'answered' }
	},
	{
		id: 'handled',
		name: text('Contactos gestionados', 'Handled', 'Contatos tratados'),
		shortName: text('Gestionados', 'Handled', 'Tratados'),
		formulaText: text(
			'tramos aceptados y terminados',
			'segments accepted and finished',
			'trechos aceitos e concluídos'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'handled' }
	},
	{
		id: 'aht',
		name: text('Tiempo medio de operación', 'Average handle time', 'Tempo médio de atendimento'),
		shortName: text('TMO', 'AHT', 'TMA'),
		formulaText: text(
			'media de conversación + retención + trabajo posterior',
			'mean of talk + hold + after-contact work',
			'média de conversação + espera + trabalho posterior'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'handleMs', n: 'handled' }
	},
	{
		id: 'talk',
		name: text('Conversación', 'Talk', 'Conversação'),
		shortName: text('Conversación', 'Talk', 'Conversação'),
		formulaText: text(
			'media, sin retención, por contacto gestionado',
			'mean, without hold, per handled contact',
			'média, sem espera, por contato tratado'
		),
		unit: 'duration',
		direction: 'none',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'talkMs', n: 'handled' }
	},
	{
		id: 'hold',
		name: text('Retención', 'Hold', 'Espera em linha'),
		shortName: text('Retención', 'Hold', 'Em espera'),
		formulaText: text(
			'media por contacto gestionado',
			'mean per handled contact',
			'média por contato tratado'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'holdMs', n: 'handled' }
	},
	{
		id: 'acw',
		name: text('Trabajo posterior', 'After-contact work', 'Trabalho posterior'),
		shortName: text('T. posterior', 'ACW', 'Pós-atend.'),
		formulaText: text(
			'media por contacto gestionado',
			'mean per handled contact',
			'média por contato tratado'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'acwMs', n: 'handled' }
	},
	{
		id: 'transfer_rate',
		name: text('Tasa de transferencia', 'Transfer rate', 'Taxa de transferência'),
		shortName: text('% transf.', 'Transfer %', '% transf.'),
		formulaText: text(
			'gestionados con alguna transferencia / gestionados',
			'handled with a transfer / handled',
			'tratados com transferência / tratados'
		),
		unit: 'ratio',
		direction: 'down',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'transferred', denominator: 'handled' }
	}
] as const satisfies readonly Metric[];
