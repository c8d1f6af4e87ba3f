/** How the columns of a table of values are headed, in the languages of the product. */
import type { LocalText } from '../../metrics/metric.ts';

export const FIGURE_COLUMNS = [
	'figure',
	'team',
	'month',
	'value',
	'numerator',
	'denominator',
	'n',
	'estimate',
	'source',
	'evidence'
] as const;
export type FigureColumn = (typeof FIGURE_COLUMNS)[number];

export const HEADINGS: Readonly<Record<keyof LocalText, Readonly<Record<FigureColumn, string>>>> = {
	en: {
		figure: 'figure',
		team: 'unit',
		month: 'month',
		value: 'value',
		numerator: 'numerator',
		denominator: 'denominator',
		n: 'n',
		estimate: 'estimate',
		source: 'source',
		evidence: 'evidence'
	},
	es: {
		figure: 'dato',
		team: 'unidad',
		month: 'mes',
		value: 'valor',
		numerator: 'numerador',
		denominator: 'denominador',
		n: 'n',
		estimate: 'estimado',
		source: 'fuente',
		evidence: 'evidencia'
	},
	pt: {
		figure: 'dado',
		team: 'unidade',
		month: 'mês',
		value: 'valor',
		numerator: 'numerador',
		denominator: 'denominador',
		n: 'n',
		estimate: 'estimado',
		source: 'fonte',
		evidence: 'evidência'
	}
};
