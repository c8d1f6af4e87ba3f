/** Figures: numbers that people and other systems tell, by month and node of the tree of teams. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
	LONGEST_EVIDENCE,
	LONGEST_SOURCE,
	VALUE_STATES
} from '#lib/domain/scorecard/figures/figure-value.ts';
import { ADDINGS, FIGURE_UNITS } from '#lib/domain/scorecard/figures/figure.ts';
import { MONTH_PATTERN } from '#lib/domain/scorecard/month.ts';
import { instant, nullable, text, words } from './common.ts';

export const MOST_API_VALUES = 1000;

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Month = Type.String({ pattern: MONTH_PATTERN, description: 'As 2026-10' });

export const FigureList = Type.Object(
	{
		figures: Type.Array(
			Type.Object({
				id: Type.String(),
				code: text('Names it in what is sent'),
				name: Type.String(),
				description: Type.String(),
				team: text('Its values are of this node and of those below it'),
				unit: words(
					FIGURE_UNITS,
					'percent and balance are shares, 0.45 is 45 %; money is cents, a duration milliseconds'
				),
				adding: words(
					ADDINGS,
					'How months come together; ratio and lastRatio have a denominator, last and lastRatio are levels'
				),
				factor: Type.Number({ description: 'The value is numerator / denominator times this' }),
				numerator_name: Type.String(),
				denominator_name: Type.String(),
				source: Type.String()
			})
		)
	},
	{ $id: 'FigureList' }
);

export const FigureValueList = Type.Object(
	{
		values: Type.Array(
			Type.Object({
				figure: text('Its id'),
				code: Type.String(),
				team: Type.String(),
				month: Month,
				revision: Type.Integer({ description: 'A correction is the next one' }),
				numerator: Type.Number(),
				denominator: nullable(Type.Number()),
				value: nullable(Type.Number({ description: 'In the unit of the figure' })),
				n: Type.Number(),
				state: words(VALUE_STATES, 'Only what is approved counts'),
				estimate: Type.Boolean(),
				none: Type.Boolean({ description: 'It says that there is no value' }),
				source: Type.String(),
				evidence: Type.String(),
				entered_at: instant('When'),
				decided_at: nullable(instant('null: it waits'))
			}),
			{ description: 'By month, node and revision' }
		)
	},
	{ $id: 'FigureValueList' }
);

/** Numbers are in the unit of the figure; either `numerator` or `value` is given. */
export const SentFigureValue = Type.Object(
	{
		figure: Name,
		team: Type.Optional(Name),
		month: Month,
		value: Type.Optional(Type.Number()),
		numerator: Type.Optional(Type.Number()),
		denominator: Type.Optional(Type.Number()),
		n: Type.Optional(Type.Number({ minimum: 0 })),
		estimate: Type.Optional(Type.Boolean()),
		source: Type.Optional(Type.String({ maxLength: LONGEST_SOURCE })),
		evidence: Type.Optional(Type.String({ maxLength: LONGEST_EVIDENCE }))
	},
	{ additionalProperties: false }
);
export type SentFigureValue = Static<typeof SentFigureValue>;

export const SentFigureValues = Type.Object(
	{ values: Type.Array(SentFigureValue, { minItems: 1, maxItems: MOST_API_VALUES }) },
	{ additionalProperties: false }
);

export const FigureReceipt = Type.Object(
	{
		entered: Type.Integer({ description: 'New values and corrections; they wait for approval' }),
		unchanged: Type.Integer({ description: 'What was there already, told the same way' })
	},
	{ $id: 'FigureReceipt' }
);
