/** A minute of everything a centre sends, by chance and the same for a seed: contacts, agents, surveys, evaluations. */
import fc from 'fast-check';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { interactionEvents } from './arbitrary-interactions.ts';
import { knownEvent } from './known-event.ts';

export const FLOOR_BASE_MS = Date.UTC(2026, 9, 5, 9, 0, 0);
export const FLOOR_AGENTS = ['ana', 'bruno', 'carla'] as const;
export const FLOOR_TEAMS: Readonly<Record<(typeof FLOOR_AGENTS)[number], string>> = {
	ana: 'mañana',
	bruno: 'mañana',
	carla: "o'tarde"
};
const STATES = ['available', 'handling', 'wrapping', 'break', 'training', 'offline'];
const TEXTS = ['Muy bien, gracias', 'This is terrible', 'não funciona', 'ok', 'Pésimo servicio'];
const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

const drawn = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, seed: number): T[] =>
	fc.sample(arbitrary, { numRuns, seed });

function contacts(count: number, seed: number): KnownEvent[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `c${String(index).padStart(4, '0')}`;
		return drawn(interactionEvents(id, index % 3 === 0), 1, seed + index).flat();
	}).flat();
}

function time(seed: number): KnownEvent[] {
	const second = fc.integer({ min: -120, max: 120 });
	return FLOOR_AGENTS.flatMap((agent, index) => [
		...drawn(fc.tuple(second, fc.constantFrom(...STATES)), 12, seed + index).map(([at, state]) =>
			knownEvent('agent.state', agent, FLOOR_BASE_MS + at * SECOND_MS, {
				state,
				team: FLOOR_TEAMS[agent],
				name: agent
			})
		),
		knownEvent('schedule.shift', agent, FLOOR_BASE_MS - 24 * HOUR_MS, {
			shift: `${agent}-1`,
			revision: 1,
			start: new Date(FLOOR_BASE_MS - HOUR_MS).toISOString(),
			end: new Date(FLOOR_BASE_MS + HOUR_MS).toISOString(),
			activities: [
				{
					activity: 'on_queue',
					start: new Date(FLOOR_BASE_MS - HOUR_MS).toISOString(),
					end: new Date(FLOOR_BASE_MS + 30 * SECOND_MS).toISOString()
				},
				{
					activity: 'training',
					start: new Date(FLOOR_BASE_MS + 30 * SECOND_MS).toISOString(),
					end: new Date(FLOOR_BASE_MS + HOUR_MS).toISOString()
				}
			]
		})
	]);
}

function voices(count: number, seed: number): KnownEvent[] {
	const answer = fc.record({
		interaction: fc.integer({ min: 0, max: 99 }).map((n) => `c${String(n).padStart(4, '0')}`),
		at: fc.integer({ min: 0, max: 60 }),
		survey: fc.constantFrom(
			{ kind: 'csat', scaleMin: 1, scaleMax: 5, most: 5, least: 1 },
			{ kind: 'nps', scaleMin: 0, scaleMax: 10, most: 10, least: 0 },
			{ kind: 'ces', scaleMin: 1, scaleMax: 7, most: 7, least: 1 }
		),
		share: fc.double({ min: 0, max: 1, noNaN: true }),
		isAnswered: fc.boolean(),
		text: fc.constantFrom(...TEXTS)
	});
	return drawn(answer, count, seed).flatMap(
		({ interaction, at, survey, share, isAnswered, text }, index) => {
			const { kind, scaleMin, scaleMax, most, least } = survey;
			const atMs = FLOOR_BASE_MS + at * SECOND_MS;
			const score = least + Math.round(share * (most - least));
			return [
				knownEvent('survey.sent', `s${index}`, atMs, { kind, interaction }),
				...(isAnswered
					? [
							knownEvent('survey.answered', `s${index}`, atMs + 1, {
								kind,
								score,
								scaleMin,
								scaleMax,
								interaction
							})
						]
					: []),
				knownEvent('interaction.message', interaction, atMs, { author: 'customer', text })
			];
		}
	);
}

/** Evaluations of all lanes, some disputed and decided about. */
function judgements(count: number, seed: number): KnownEvent[] {
	const score = fc.option(
		fc.integer({ min: 0, max: 1_100_000 }).map((n) => n / 1_000_000),
		{ freq: 8 }
	);
	const judgement = fc.record({
		interaction: fc.integer({ min: 0, max: 99 }).map((n) => `c${String(n).padStart(4, '0')}`),
		at: fc.integer({ min: 1, max: 60 }),
		agent: fc.constantFrom(...FLOOR_AGENTS),
		queue: fc.constantFrom('ventas', 'averias', "x'y"),
		lane: fc.constantFrom('random', 'random', 'random', 'targeted', 'manual'),
		score,
		isLowered: fc.boolean(),
		applicable: fc.subarray(['customer', 'business', 'compliance']),
		failed: fc.subarray(['customer', 'business', 'compliance']),
		workMs: fc.integer({ min: 1000, max: 900_000 }),
		outcome: fc.constantFrom(null, null, 'upheld', 'revised')
	});
	return drawn(judgement, count, seed).flatMap((one, index) => {
		const atMs = FLOOR_BASE_MS + one.at * SECOND_MS;
		const finalScore = one.isLowered && one.score !== null ? one.score / 4 : one.score;
		const told = knownEvent('evaluation.submitted', `e${index}`, atMs, {
			interaction: one.interaction,
			agent: one.agent,
			queue: one.queue,
			channel: 'voice',
			contactAt: new Date(atMs - SECOND_MS).toISOString(),
			evaluator: 'quim',
			form: 'voice',
			formVersion: 1,
			kind: 'standard',
			lane: one.lane,
			revision: 1,
			submittedAt: new Date(atMs).toISOString(),
			rawScore: one.score,
			finalScore,
			passed: finalScore === null ? null : finalScore >= 0.5,
			autoFailed: one.isLowered,
			criticalApplicable: one.applicable,
			criticalFailed: one.isLowered ? one.failed : [],
			workMs: one.workMs,
			answers: []
		});
		const { outcome } = one;
		if (outcome === null) return [told];
		const about = { revision: 1, questions: ['greeting'] };
		return [
			told,
			knownEvent('evaluation.disputed', `e${index}`, atMs + 1, about),
			knownEvent('evaluation.decided', `e${index}`, atMs + 2, { ...about, outcome })
		];
	});
}

/** Everything of it is within two minutes of FLOOR_BASE_MS. */
export const randomFloor = (count: number, seed: number): KnownEvent[] => [
	...contacts(count, seed),
	...time(seed + 50_000),
	...voices(Math.ceil(count / 3), seed + 60_000),
	...judgements(Math.ceil(count / 3), seed + 70_000)
];
