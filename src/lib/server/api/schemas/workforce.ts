/** Who does not keep to the plan. */
import { Type } from '@sinclair/typebox';
import { ACTIVITIES } from '#lib/domain/workforce/activity.ts';
import { instant, words } from './common.ts';

export const OutOfAdherence = Type.Object(
	{
		asOf: instant('When this was so'),
		agents: Type.Array(
			Type.Object({
				agent: Type.String(),
				planned: words(ACTIVITIES, 'What is planned now'),
				actual: Type.String({
					description:
						'The same words for what the agent does; off: signed out; unknown: another state'
				}),
				since: instant('Start of the time out of adherence'),
				severe: Type.Boolean({ description: 'For five minutes or longer' })
			}),
			{ description: 'Out for a minute or longer and not within the grace; the longest first' }
		)
	},
	{ $id: 'OutOfAdherence' }
);
