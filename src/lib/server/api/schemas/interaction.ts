/** One interaction with everything that is known of it. */
import { Type } from '@sinclair/typebox';
import { LANES } from '#lib/domain/quality/evaluation.ts';
import { CloudEvent } from './cloud-event.ts';
import { instant, nullable, text, words } from './common.ts';

const Duration = Type.Integer({ description: 'Milliseconds' });

export const Segment = Type.Object({
	segment: Type.Integer(),
	queue: Type.String(),
	agent: Type.String(),
	outcome: text('answered, abandoned, flowed_out, closed or waiting'),
	queuedAt: nullable(instant('null: never in a queue')),
	acceptedAt: nullable(instant('null: not accepted')),
	endedAt: nullable(instant('null: not ended')),
	wrappedAt: nullable(instant('null: no after-contact work')),
	waitMs: Duration,
	talkMs: Duration,
	holdMs: Duration,
	acwMs: Duration,
	transferred: Type.Boolean(),
	skewed: Type.Boolean({ description: 'A difference was negative and counts as 0' }),
	thresholdMs: Type.Integer({ description: 'T that held when it was queued' }),
	shortAbandonMs: Type.Integer({ description: 'S that held when it was queued' }),
	formula: text('Letter of the service level that held when it was queued'),
	serviceLevel: Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() })
});

const Share = nullable(Type.Number({ description: '0 to 1; null: nothing was scored' }));

export const Evaluation = Type.Object({
	id: Type.String(),
	form: text('The id of the form'),
	formVersion: Type.Integer(),
	kind: words(['standard'], 'Those made blind beside it are not told'),
	lane: words(LANES, 'How the contact came to be judged: only random speaks for others'),
	revision: Type.Integer({ description: 'The highest, which counts' }),
	submittedAt: instant('When the first revision was submitted'),
	rawScore: Share,
	finalScore: Share,
	passed: nullable(Type.Boolean()),
	autoFailed: Type.Boolean({ description: 'A critical error lowered the score' })
});

export const Interaction = Type.Object(
	{
		id: Type.String(),
		channel: Type.String(),
		direction: Type.String(),
		customer: text('Empty: unknown'),
		topic: text('Empty: none'),
		disposition: text('Empty: none'),
		resolved: nullable(Type.Boolean()),
		createdAt: nullable(instant('Earliest event that created it')),
		endedAt: nullable(instant('Latest end; null: none yet')),
		lastEventAt: nullable(instant('Latest event')),
		segments: Type.Array(Segment),
		messages: Type.Array(Type.Object({ id: Type.Unknown(), time: Type.Unknown() }), {
			description: 'The data of each message, with its id and its time'
		}),
		recordings: Type.Array(Type.Object({ id: Type.Unknown() }), {
			description: 'The data of each recording, with the id of its event'
		}),
		evaluations: Type.Array(Evaluation, {
			description: 'Submitted and not taken back, of a queue or a team in reach'
		}),
		events: Type.Array(
			Type.Composite([
				CloudEvent,
				Type.Object({ receivedAt: nullable(instant('When it arrived')) })
			]),
			{ description: 'As they were sent, in the order of the contract' }
		)
	},
	{ $id: 'Interaction' }
);
