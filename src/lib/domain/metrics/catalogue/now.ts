/** Metrics that are only known now. */
import type { Metric } from '../metric.ts';
import { BY_QUEUE, localText as text } from './entry.ts';

export const LIVE_METRICS = [
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
