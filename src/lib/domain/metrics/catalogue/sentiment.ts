/** Metrics of how customers sound in what they write. */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

/** The sums are whole millionths. */
const PARTS = 1_000_000;

export const SENTIMENT_METRICS = [
	{
		id: 'sentiment',
		name: text('Tono de los clientes', 'Customer tone', 'Tom dos clientes'),
		shortName: text('Tono', 'Tone', 'Tom'),
		formulaText: text(
			'media, por contacto con algún texto puntuado del cliente, del tono medio de esos textos, de −1 a 1',
			'mean, per contact with a scored customer text, of the mean tone of those texts, −1 to 1',
			'média, por contato com algum texto pontuado do cliente, do tom médio desses textos, de −1 a 1'
		),
		unit: 'score',
		direction: 'up',
		bookedAt: 'lastCustomerText',
		dimensions: BY_ALL,
		formula: { kind: 'mean', sum: 'sentimentMillionths', n: 'sentimentContacts', parts: PARTS }
	},
	{
		id: 'sentiment_trend',
		name: text('Evolución del tono', 'Tone trend', 'Evolução do tom'),
		shortName: text('Evol. tono', 'Tone trend', 'Evol. tom'),
		formulaText: text(
			'media, por contacto con dos o más textos puntuados del cliente, del tono del último tercio menos el del primero',
			'mean, per contact with two or more scored customer texts, of the tone of the last third less that of the first',
			'média, por contato com dois ou mais textos pontuados do cliente, do tom do último terço menos o do primeiro'
		),
		unit: 'score',
		direction: 'up',
		bookedAt: 'lastCustomerText',
		dimensions: BY_ALL,
		formula: {
			kind: 'mean',
			sum: 'sentimentTrendMillionths',
			n: 'sentimentTrendContacts',
			parts: PARTS
		}
	}
] as const satisfies readonly Metric[];
