/**
 * What the Spanish Ley 10/2025 asks of customer services. What counts as a complaint, its terms and the calendars are
 * settings (src/lib/domain/regulation); the rules in words are in ../README.md.
 */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

/** Within which a call must be answered: three minutes. */
export const ANSWER_WITHIN_MS = 180_000;

/** Those of which the open complaints are the list. */
export const COMPLAINT_METRICS: readonly string[] = [
	...['complaints', 'complaints_on_time', 'undue_charges_on_time', 'complaint_days']
];

export const REGULATION_METRICS = [
	{
		id: 'answered_180s',
		name: text(
			'Llamadas atendidas en menos de 3 minutos',
			'Calls answered within 3 minutes',
			'Chamadas atendidas em até 3 minutos'
		),
		shortName: text('Atend. 3 min', 'Within 3 min', 'Atend. 3 min'),
		formulaText: text(
			'llamadas entrantes atendidas por un agente hasta 180 s después de entrar en su primera cola / llamadas entrantes que entraron en alguna cola y ya fueron atendidas o llevan más de 180 s; los abandonos, también los cortos, cuentan como no atendidos',
			'inbound calls an agent answered up to 180 s after they joined their first queue / inbound calls that joined a queue and were answered since or came more than 180 s ago; abandoned calls count as not answered, short ones too',
			'chamadas receptivas atendidas por um agente até 180 s após entrarem na primeira fila / chamadas receptivas que entraram em alguma fila e já foram atendidas ou esperam há mais de 180 s; os abandonos, mesmo curtos, contam como não atendidos'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'queuedAt',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'callsAnswered180s', denominator: 'callsDue' }
	},
	{
		id: 'complaints',
		name: text('Reclamaciones recibidas', 'Complaints received', 'Reclamações recebidas'),
		shortName: text('Reclamaciones', 'Complaints', 'Reclamações'),
		formulaText: text(
			'contactos entrantes cuyo último tema es uno de los de reclamación o cobro indebido',
			'inbound contacts whose latest topic is one of those of complaints or undue charges',
			'contatos receptivos cujo último assunto é um dos de reclamação ou cobrança indevida'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'complaintReceived',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'complaintsReceived' }
	},
	{
		id: 'complaints_on_time',
		name: text(
			'Reclamaciones resueltas en plazo',
			'Complaints resolved on time',
			'Reclamações resolvidas no prazo'
		),
		shortName: text('Recl. en plazo', 'Compl. on time', 'Recl. no prazo'),
		formulaText: text(
			'reclamaciones resueltas dentro de sus días hábiles, según el calendario de su comunidad / reclamaciones resueltas en plazo o cuyo plazo terminó',
			'complaints resolved within their working days, by the calendar of their region / complaints resolved on time or whose term is over',
			'reclamações resolvidas dentro dos seus dias úteis, pelo calendário da sua região / reclamações resolvidas no prazo ou cujo prazo terminou'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'complaintDecided',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'complaintsOnTime', denominator: 'complaintsDecided' }
	},
	{
		id: 'undue_charges_on_time',
		name: text(
			'Cobros indebidos resueltos en plazo',
			'Undue charges resolved on time',
			'Cobranças indevidas resolvidas no prazo'
		),
		shortName: text('Cobros en plazo', 'Charges on time', 'Cobr. no prazo'),
		formulaText: text(
			'reclamaciones por cobro indebido resueltas dentro de sus días hábiles / reclamaciones por cobro indebido resueltas en plazo o cuyo plazo terminó',
			'complaints about undue charges resolved within their working days / complaints about undue charges resolved on time or whose term is over',
			'reclamações por cobrança indevida resolvidas dentro dos seus dias úteis / reclamações por cobrança indevida resolvidas no prazo ou cujo prazo terminou'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'complaintDecided',
		dimensions: BY_ALL,
		formula: {
			kind: 'ratio',
			numerator: 'undueChargesOnTime',
			denominator: 'undueChargesDecided'
		}
	},
	{
		id: 'complaint_days',
		name: text(
			'Días hábiles hasta resolver una reclamación',
			'Working days to resolve a complaint',
			'Dias úteis até resolver uma reclamação'
		),
		shortName: text('Días hasta resolver', 'Days to resolve', 'Dias até resolver'),
		formulaText: text(
			'suma de los días hábiles desde el siguiente a la entrada hasta el de la resolución / reclamaciones resueltas',
			'sum of the working days from the one after it came to the one it was resolved on / complaints resolved',
			'soma dos dias úteis desde o seguinte à entrada até o da resolução / reclamações resolvidas'
		),
		unit: 'score',
		direction: 'down',
		bookedAt: 'complaintClosed',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'complaintWorkingDays', n: 'complaintsClosed' }
	},
	{
		id: 'reply_language',
		name: text(
			'Respuestas en la lengua del cliente',
			'Replies in the customer’s language',
			'Respostas na língua do cliente'
		),
		shortName: text('Lengua cliente', 'Cust. language', 'Língua cliente'),
		formulaText: text(
			'contactos gestionados en los que los agentes escriben sobre todo en la lengua en la que más escribe el cliente / contactos gestionados con mensajes de ambos en lengua conocida',
			'handled contacts in which agents write mostly in the language the customer writes most in / handled contacts with messages of both in a known language',
			'contatos tratados em que os agentes escrevem sobretudo na língua em que o cliente mais escreve / contatos tratados com mensagens de ambos em língua conhecida'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'handleEnd',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'repliesInLanguage', denominator: 'repliesJudged' },
		beside: {
			coverage: { kind: 'ratio', numerator: 'repliesJudged', denominator: 'writtenContacts' }
		}
	}
] as const satisfies readonly Metric[];
