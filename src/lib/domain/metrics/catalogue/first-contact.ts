/** Metrics of whether customers had to come back. The rule in words is in ../README.md. */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

/** A customer whom nobody handled and who tries again this soon after leaving makes the same contact, not another. */
export const RETRY_WITHIN_MINUTES = 30;
/** For how long tries in a row are followed beyond the range that is asked. */
export const TRIES_FOLLOWED_HOURS = 24;

export const FIRST_CONTACT_METRICS = [
	{
		id: 'fcr',
		name: text(
			'Resolución en primer contacto',
			'First contact resolution',
			'Resolução no primeiro contato'
		),
		shortName: text('FCR', 'FCR', 'FCR'),
		formulaText: text(
			'entrantes gestionados de cliente conocido, no marcados como sin resolver, tras los que el cliente no vuelve por ningún canal con el mismo tema dentro de la ventana / entrantes gestionados de cliente conocido',
			'handled inbound contacts of a known customer, not marked unresolved, after which the customer does not come back on any channel about the same topic within the window / handled inbound contacts of a known customer',
			'receptivos tratados de cliente conhecido, não marcados como não resolvidos, após os quais o cliente não volta por nenhum canal com o mesmo assunto dentro da janela / receptivos tratados de cliente conhecido'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'firstHandledEnd',
		dimensions: BY_ALL,
		formula: { kind: 'ratio', numerator: 'fcrResolved', denominator: 'fcrContacts' },
		beside: {
			coverage: { kind: 'ratio', numerator: 'fcrContacts', denominator: 'handledInbound' },
			provisional: { kind: 'count', measure: 'fcrProvisional' }
		}
	}
] as const satisfies readonly Metric[];
