/** Alerts. Values are in the unit of the metric. */
import { Type } from '@sinclair/typebox';
import { instant, nullable, text } from './common.ts';

const Value = nullable(Type.Number());

export const Alert = Type.Object(
	{
		id: Type.String(),
		rule: Type.Object({ id: Type.String(), name: Type.String() }),
		team: Type.String(),
		queue: nullable(Type.Object({ id: Type.String(), name: Type.String() })),
		severity: Type.String(),
		metric: Type.String(),
		window: Type.String(),
		comparison: Type.String(),
		threshold: Type.Number(),
		clear_threshold: Type.Number(),
		value: Value,
		value_at_opening: Value,
		worst_value: Value,
		n: Value,
		no_data: nullable(text('Why the last value is not of now')),
		opened_at: instant('When it opened'),
		acknowledged: nullable(
			Type.Object({ at: instant('When'), by: Type.String(), note: Type.String() })
		),
		cleared_at: nullable(instant('null: it is open')),
		clear_reason: nullable(Type.String())
	},
	{ $id: 'Alert' }
);

export const AlertList = Type.Object(
	{
		alerts: Type.Array(Alert, { description: 'The newest first' }),
		next: nullable(text('Give it as `before` for the next page; null: this was the last'))
	},
	{ $id: 'AlertList' }
);
