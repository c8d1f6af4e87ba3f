/** Metrics of what customers and agents wrote. */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

export const MESSAGE_METRICS = [
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
	}
] as const satisfies readonly Metric[];
