/** The catalogue of metrics, and figures by bucket and dimension. */
import { Type } from '@sinclair/typebox';
import { LocalText, instant, nullable, text, words } from './common.ts';

const Dimension = words(['queue', 'channel', 'agent', 'team', 'evaluator']);

export const Catalogue = Type.Object(
	{
		metrics: Type.Array(
			Type.Object({
				id: Type.String(),
				name: LocalText,
				unit: words(
					['count', 'ratio', 'duration', 'balance', 'score'],
					'ratio: 0 to 1; duration: milliseconds; balance: −1 to 1'
				),
				direction: words(['up', 'down', 'none'], 'Which way is better'),
				formula: LocalText,
				dimensions: Type.Array(Dimension),
				bookedAt: text('Which instant decides the bucket')
			})
		)
	},
	{ $id: 'Catalogue' }
);

const share = (description: string) => Type.Optional(nullable(Type.Number({ description })));
const number = (description: string) => Type.Optional(Type.Number({ description }));

export const MetricValue = Type.Object(
	{
		value: nullable(Type.Number({ description: 'null: undefined, never 0 instead' })),
		numerator: number('Of a ratio'),
		denominator: number('Of a ratio'),
		n: number('How many values it is of'),
		plus: number('Of a balance: those for'),
		minus: number('Of a balance: those against'),
		median: share('Within 1 %'),
		p90: share('Within 1 %'),
		p95: share('Within 1 %'),
		interval: Type.Optional(
			nullable(
				Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'At 95 %, of a sample' })
			)
		),
		response_rate: share('Of those asked, who answered'),
		coverage: share('Of all that could count, what does'),
		provisional: number('How many of the denominator may still change sides'),
		by_state: Type.Optional(Type.Record(Type.String(), Type.Integer()))
	},
	{ $id: 'MetricValue' }
);

export const MetricRow = Type.Object(
	{
		at: instant('Start of the bucket, with the offset of the zone'),
		queue: Type.Optional(Type.String()),
		channel: Type.Optional(Type.String()),
		agent: Type.Optional(Type.String()),
		team: Type.Optional(Type.String()),
		evaluator: Type.Optional(text('Of evaluations: the id of the person who made them'))
	},
	{
		additionalProperties: nullable(MetricValue),
		description: 'Each metric that was asked for, by its id'
	}
);

export const MetricAnswer = Type.Object(
	{
		from: instant('Beginning of the range'),
		to: instant('End of the range, not within it'),
		tz: Type.String(),
		interval: Type.String(),
		asOf: instant('When it was asked'),
		rows: Type.Array(MetricRow)
	},
	{ $id: 'MetricAnswer' }
);

export const Outlook = Type.Object(
	{
		asOf: instant('When it was asked'),
		tz: Type.String(),
		target: Type.Number({ description: 'The share the day is to end at' }),
		service_level: Type.Object({
			value: nullable(Type.Number()),
			numerator: Type.Integer(),
			denominator: Type.Integer()
		}),
		state: text('reached, possible, lost, over or unknown'),
		next: Type.Optional(Type.Number({ description: 'How many are still expected' })),
		needed: Type.Optional(Type.Number({ description: 'How many of them have to be in time' })),
		best: share('Where it ends if all of them are in time'),
		worst: share('Where it ends if none of them is'),
		onCourse: share('Where it ends at the present rate'),
		lostAt: Type.Optional(nullable(instant('When it can no longer be reached'))),
		forecastWeeks: Type.Optional(Type.Number({ description: 'How many weeks the forecast is of' }))
	},
	{ $id: 'Outlook' }
);
