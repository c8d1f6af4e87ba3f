/* eslint-disable max-lines -- a table with one entry a metric: it grows by entries, not by ideas */
/** Every metric of the product, once. Tiles, history, exports and the API read it; nothing else defines one. */
import type { Dimension, LocalText, Metric } from './metric.ts';

const text = (es: string, en: string, pt: string): LocalText => ({ es, en, pt });

const BY_ALL: readonly Dimension[] = ['queue', 'channel', 'agent', 'team'];
const BY_QUEUE: readonly Dimension[] = ['queue'];

export const METRICS = [
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
	},
	{
		id: 'first_response_time',
		name: text('Tiempo de primera respuesta', 'First response time', 'Tempo de primeira resposta'),
		shortName: text('1.ª respuesta', 'First resp.', '1.ª resposta'),
		formulaText: text(
			'media, por apertura, del primer mensaje del cliente a la primera respuesta de un agente',
			'mean, per opening, from the first customer message to the first agent message after it',
			'média, por abertura, da primeira mensagem do cliente à primeira resposta de um agente'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'customerMessage',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'firstResponseMs', n: 'firstResponses' }
	},
	{
		id: 'response_time',
		name: text('Tiempo de respuesta a mensajes', 'Response time', 'Tempo de resposta a mensagens'),
		shortName: text('Respuesta', 'Response', 'Resposta'),
		formulaText: text(
			'media, por tanda de mensajes del cliente, hasta la respuesta de un agente',
			'mean, per run of customer messages, to the agent message that answers it',
			'média, por sequência de mensagens do cliente, até a resposta de um agente'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'customerMessage',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'responseMs', n: 'responses' }
	},
	{
		id: 'waiting',
		name: text('En espera', 'Waiting', 'Em espera'),
		shortName: text('En espera', 'Waiting', 'Em espera'),
		formulaText: text(
			'contactos en cola ahora',
			'contacts in the queue now',
			'contatos na fila agora'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'now',
		dimensions: BY_QUEUE,
		formula: { kind: 'live', of: 'waiting' }
	},
	{
		id: 'longest_wait',
		name: text('Espera más larga', 'Longest wait', 'Maior espera'),
		shortName: text('Espera máx.', 'Longest wait', 'Maior espera'),
		formulaText: text(
			'ahora − entrada en cola del que más espera',
			'now − queueing of the one who waits longest',
			'agora − entrada na fila de quem mais espera'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'now',
		dimensions: BY_QUEUE,
		formula: { kind: 'live', of: 'longestWait' }
	},
	{
		id: 'at_risk',
		name: text('Fuera de umbral', 'At risk', 'Fora do limite'),
		shortName: text('En riesgo', 'At risk', 'Em risco'),
		formulaText: text(
			'en espera desde hace más de T',
			'waiting longer than T',
			'em espera há mais de T'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'now',
		dimensions: BY_QUEUE,
		formula: { kind: 'live', of: 'atRisk' }
	},
	{
		id: 'agents_by_state',
		name: text('Agentes por estado', 'Agents by state', 'Agentes por estado'),
		shortName: text('Agentes', 'Agents', 'Agentes'),
		formulaText: text(
			'agentes según su último estado, cada uno una vez',
			'agents by their latest state, each once',
			'agentes pelo último estado, cada um uma vez'
		),
		unit: 'count',
		direction: 'none',
		bookedAt: 'now',
		dimensions: ['team'],
		formula: { kind: 'live', of: 'agentsByState' }
	}
] as const satisfies readonly Metric[];

export type MetricId = (typeof METRICS)[number]['id'];

export const METRIC_IDS: readonly MetricId[] = METRICS.map((metric) => metric.id);

/** What a tile of a wall may show: calls and the state of the floor; response times are asked in history only. */
export const WALL_METRIC_IDS: readonly MetricId[] = METRICS.filter(
	({ bookedAt }) => bookedAt !== 'customerMessage'
).map(({ id }) => id);

const BY_ID = new Map<string, Metric>(METRICS.map((metric) => [metric.id, metric]));

export const findMetric = (id: string): Metric | null => BY_ID.get(id) ?? null;

export function metric(id: MetricId): Metric {
	const found = BY_ID.get(id);
	if (!found) throw new Error(`no metric ${id}`);
	return found;
}
