/** What a figure is, as a form sends it. */
import {
	ADDINGS,
	FIGURE_UNITS,
	figureFaults,
	hasDenominator
} from '#lib/domain/scorecard/figures/figure.ts';
import type { Figure, FigureFault } from '#lib/domain/scorecard/figures/figure.ts';
import { readNumber } from '#lib/domain/scorecard/typed-number.ts';
import type { DecimalMark } from '#lib/domain/scorecard/typed-number.ts';
import { rawField, textField } from '../../form-fields.ts';

export type FigureField = FigureFault | 'team';

export interface SentFigure {
	readonly team: string;
	readonly figure: Figure;
	readonly faults: readonly FigureField[];
}

const LONGEST_TEXT = 2000;
const LONGEST_NAME = 120;
const LONGEST_SOURCE = 500;

/** `teams`: ids of nodes a figure may be given to. */
export function readFigureForm(
	form: FormData,
	{ teams, mark }: { readonly teams: readonly string[]; readonly mark: DecimalMark }
): SentFigure {
	const adding = ADDINGS.find((one) => one === rawField(form, 'adding')) ?? 'sum';
	const isRatio = hasDenominator(adding);
	const typedFactor = textField(form, 'factor');
	const factor = isRatio && typedFactor !== '' ? readNumber(typedFactor, mark) : 1;
	const team = rawField(form, 'team');
	const figure: Figure = {
		code: textField(form, 'code').toLowerCase(),
		name: textField(form, 'name').slice(0, LONGEST_NAME),
		description: rawField(form, 'description')
			.replace(/\r\n?/g, '\n')
			.trim()
			.slice(0, LONGEST_TEXT),
		unit: FIGURE_UNITS.find((one) => one === rawField(form, 'unit')) ?? 'number',
		adding,
		// Nothing that can be read is a fault of the field.
		factor: factor ?? 0,
		numeratorName: textField(form, 'numeratorName').slice(0, LONGEST_NAME),
		denominatorName: isRatio ? textField(form, 'denominatorName').slice(0, LONGEST_NAME) : '',
		source: textField(form, 'source').slice(0, LONGEST_SOURCE)
	};
	const faults: FigureField[] = [...figureFaults(figure)];
	if (!teams.includes(team)) faults.push('team');
	return { team, figure, faults };
}
