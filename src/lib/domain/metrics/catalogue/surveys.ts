/** Metrics of what customers answered when they were asked. Scales and shares are in ../README.md. */
import type { Metric } from '../metric.ts';
import { BY_ALL, localText as text } from './entry.ts';

export const SURVEY_METRICS = [
	{
		id: 'csat',
		name: text('Satisfacción (CSAT)', 'Satisfaction (CSAT)', 'Satisfação (CSAT)'),
		shortName: text('CSAT', 'CSAT', 'CSAT'),
		formulaText: text(
			'respuestas en los 2 mejores de 5 puntos (o con el 80 % de la escala) / respuestas',
			'answers in the top 2 of 5 points (or 80 % of the scale) / answers',
			'respostas nos 2 melhores de 5 pontos (ou com 80 % da escala) / respostas'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'surveyTime',
		dimensions: BY_ALL,
		formula: {
			kind: 'ratio',
			numerator: 'csatSatisfied',
			denominator: 'csatAnswers',
			interval: 'wilson'
		},
		beside: { responseRate: { kind: 'ratio', numerator: 'csatReplied', denominator: 'csatSent' } }
	},
	{
		id: 'nps',
		name: text(
			'Recomendación neta (NPS)',
			'Net Promoter Score (NPS)',
			'Recomendação líquida (NPS)'
		),
		shortName: text('NPS', 'NPS', 'NPS'),
		formulaText: text(
			'% de promotores (9 o 10) − % de detractores (0 a 6), entre las respuestas',
			'share of promoters (9 or 10) − share of detractors (0 to 6), over the answers',
			'% de promotores (9 ou 10) − % de detratores (0 a 6), entre as respostas'
		),
		unit: 'balance',
		direction: 'up',
		bookedAt: 'surveyTime',
		dimensions: BY_ALL,
		formula: { kind: 'balance', plus: 'npsPromoters', minus: 'npsDetractors', n: 'npsAnswers' },
		beside: { responseRate: { kind: 'ratio', numerator: 'npsReplied', denominator: 'npsSent' } }
	},
	{
		id: 'ces',
		name: text(
			'Facilidad para el cliente (CES)',
			'Customer ease (CES)',
			'Facilidade para o cliente (CES)'
		),
		shortName: text('CES', 'CES', 'CES'),
		formulaText: text(
			'media de las respuestas a «fue fácil», de 1 (nada) a 7 (mucho); otras escalas se llevan a esa',
			'mean answer to "it was easy", from 1 (not at all) to 7 (very); other scales are brought to that one',
			'média das respostas a «foi fácil», de 1 (nada) a 7 (muito); outras escalas são levadas a essa'
		),
		unit: 'score',
		direction: 'up',
		bookedAt: 'surveyTime',
		dimensions: BY_ALL,
		formula: {
			kind: 'mean',
			sum: 'cesThousandths',
			n: 'cesAnswers',
			parts: 1000,
			squares: 'cesSquares'
		},
		beside: { responseRate: { kind: 'ratio', numerator: 'cesReplied', denominator: 'cesSent' } }
	},
	{
		id: 'survey_fcr',
		name: text(
			'Resolución en primer contacto según el cliente',
			'First contact resolution by the customer',
			'Resolução no primeiro contato segundo o cliente'
		),
		shortName: text('FCR cliente', 'Customer FCR', 'FCR cliente'),
		formulaText: text(
			'respuestas «sí, se resolvió en el primer contacto» / respuestas',
			'answers "yes, it was solved at the first contact" / answers',
			'respostas «sim, foi resolvido no primeiro contato» / respostas'
		),
		unit: 'ratio',
		direction: 'up',
		bookedAt: 'surveyTime',
		dimensions: BY_ALL,
		formula: {
			kind: 'ratio',
			numerator: 'surveyFcrSolved',
			denominator: 'surveyFcrAnswers',
			interval: 'wilson'
		},
		beside: {
			responseRate: { kind: 'ratio', numerator: 'surveyFcrReplied', denominator: 'surveyFcrSent' }
		}
	},
	{
		id: 'surveys_off_scale',
		name: text('Encuestas fuera de escala', 'Surveys off their scale', 'Pesquisas fora da escala'),
		shortName: text('Fuera de escala', 'Off scale', 'Fora da escala'),
		formulaText: text(
			'encuestas cuyas respuestas están todas fuera de la escala que declaran; no cuentan en ninguna otra métrica',
			'surveys whose answers are all beyond the scale they declare; they count in no other metric',
			'pesquisas cujas respostas estão todas fora da escala que declaram; não contam em nenhuma outra métrica'
		),
		unit: 'count',
		direction: 'down',
		bookedAt: 'surveyTime',
		dimensions: BY_ALL,
		formula: { kind: 'count', measure: 'surveysOffScale' }
	}
] as const satisfies readonly Metric[];
