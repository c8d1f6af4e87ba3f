/** How soon customers had an answer, and their matter an end; in all the time and in that in which the queue was attended. */
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
	},
	{
		id: 'resolution_time',
		name: text('Tiempo de resolución', 'Resolution time', 'Tempo de resolução'),
		shortName: text('Resolución', 'Resolution', 'Resolução'),
		formulaText: text(
			'media, por contacto, de su creación a su último cierre',
			'mean, per interaction, from its creation to its last end',
			'média, por contato, da criação ao último encerramento'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'lastEnded',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'resolutionMs', n: 'resolutions' }
	},
	{
		id: 'first_response_time_business',
		name: text(
			'Tiempo de primera respuesta en horario de atención',
			'First response time, business hours',
			'Tempo de primeira resposta no horário de atendimento'
		),
		shortName: text('1.ª resp. en horario', 'First resp., bus. h', '1.ª resp. no horário'),
		formulaText: text(
			'como el tiempo de primera respuesta, contando solo las horas en que la cola atiende; sin las colas que no tenían horario',
			'as first response time, counting only hours in which the queue is open; without queues that had no schedule',
			'como o tempo de primeira resposta, contando só as horas em que a fila atende; sem as filas que não tinham horário'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'customerMessage',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'firstResponseBusinessMs', n: 'firstResponsesBusiness' }
	},
	{
		id: 'response_time_business',
		name: text(
			'Tiempo de respuesta a mensajes en horario de atención',
			'Response time, business hours',
			'Tempo de resposta a mensagens no horário de atendimento'
		),
		shortName: text('Respuesta en horario', 'Response, bus. h', 'Resposta no horário'),
		formulaText: text(
			'como el tiempo de respuesta a mensajes, contando solo las horas en que la cola atiende; sin las colas que no tenían horario',
			'as response time, counting only hours in which the queue is open; without queues that had no schedule',
			'como o tempo de resposta a mensagens, contando só as horas em que a fila atende; sem as filas que não tinham horário'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'customerMessage',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'responseBusinessMs', n: 'responsesBusiness' }
	},
	{
		id: 'resolution_time_business',
		name: text(
			'Tiempo de resolución en horario de atención',
			'Resolution time, business hours',
			'Tempo de resolução no horário de atendimento'
		),
		shortName: text('Resolución en horario', 'Resolution, bus. h', 'Resolução no horário'),
		formulaText: text(
			'como el tiempo de resolución, contando solo las horas en que la cola atiende; sin las colas que no tenían horario',
			'as resolution time, counting only hours in which the queue is open; without queues that had no schedule',
			'como o tempo de resolução, contando só as horas em que a fila atende; sem as filas que não tinham horário'
		),
		unit: 'duration',
		direction: 'down',
		bookedAt: 'lastEnded',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'resolutionBusinessMs', n: 'resolutionsBusiness' }
	},
	{
		id: 'agent_fcr',
		name: text(
			'Resolución en el primer contacto según el agente',
			'First contact resolution by the agent',
			'Resolução no primeiro contato segundo o agente'
		),
		shortName: text('FCR agente', 'Agent FCR', 'FCR agente'),
		formulaText: text(
			'contactos entrantes gestionados que el agente dio por resueltos / aquellos de los que dijo si lo estaban',
			'handled inbound interactions that the agent marked as resolved / those of which the agent said either way',
			'contatos recebidos e atendidos que o agente deu por resolvidos / aqueles de que disse se estavam ou não'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'resolvedContacts', denominator: 'judgedContacts' }
	}
] as const satisfies readonly Metric[];
