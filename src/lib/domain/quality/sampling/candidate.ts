/** A contact that was handled to its end, as plans look at it. */
import { toneOf } from '../../sentiment/sentiment.ts';
import { isOutlier } from './outliers.ts';
import type { UsualHandleTime } from './outliers.ts';
import { formOf } from './plan.ts';
import type { PopulationFilter, SamplingPlan, SurveyKind } from './plan.ts';

export interface Candidate {
	readonly id: string;
	/** Who handled it last, and the queue it was in then; the queue is empty when it came from none. */
	readonly agent: string;
	readonly team: string;
	readonly queue: string;
	readonly channel: string;
	/** End of the last handling, after-contact work included. */
	readonly handledAtMs: number;
	readonly handleMs: number;
	/** Empty: nobody known. */
	readonly customer: string;
	/** Of the customer, −1..1; null when no text was scored. */
	readonly sentiment: number | null;
	/** Latest answers, by kind of survey. */
	readonly surveys: Readonly<Partial<Record<SurveyKind, number>>>;
	readonly hasMessages: boolean;
	readonly hasRecording: boolean;
}

/** What is usual, by queue and channel. */
export type Usual = ReadonlyMap<string, UsualHandleTime>;
export const usualKey = ({ queue, channel }: Pick<Candidate, 'queue' | 'channel'>): string =>
	JSON.stringify([queue, channel]);

const among = (names: readonly string[], name: string): boolean =>
	names.length === 0 || names.includes(name);

const within = (value: number, least: number | null, most: number | null): boolean =>
	(least === null || value >= least) && (most === null || value <= most);

const named = (filter: PopulationFilter, one: Candidate): boolean =>
	among(filter.channels, one.channel) &&
	among(filter.queues, one.queue) &&
	among(filter.teams, one.team) &&
	among(filter.agents, one.agent);

const measured = (filter: PopulationFilter, one: Candidate): boolean =>
	within(one.handleMs, filter.leastHandleMs, filter.mostHandleMs) &&
	(!filter.hasMessages || one.hasMessages) &&
	(!filter.hasRecording || one.hasRecording);

/** Without a scored text it sounds like nothing, and is not found by how it sounds. */
function sounds({ sentimentAtLeast, sentimentAtMost }: PopulationFilter, one: Candidate): boolean {
	if (sentimentAtLeast === null && sentimentAtMost === null) return true;
	return one.sentiment !== null && within(one.sentiment, sentimentAtLeast, sentimentAtMost);
}

function answered({ survey }: PopulationFilter, { surveys }: Candidate): boolean {
	if (survey === null) return true;
	const score = surveys[survey.kind];
	return score !== undefined && score <= survey.atMost;
}

/** Whether the plan draws from it. */
export function isInPopulation(
	plan: Pick<SamplingPlan, 'filter' | 'forms'>,
	one: Candidate,
	usual: Usual
): boolean {
	const { filter } = plan;
	return (
		formOf(plan, one.channel) !== null &&
		named(filter, one) &&
		measured(filter, one) &&
		sounds(filter, one) &&
		answered(filter, one) &&
		(!filter.isOutlier || isOutlier(one.handleMs, usual.get(usualKey(one)) ?? null))
	);
}

/** `unknown`: no text was scored. The limits are those of all pages, so a contact never changes its stratum by another. */
export const toneStratum = ({ sentiment }: Pick<Candidate, 'sentiment'>): string =>
	sentiment === null ? 'unknown' : toneOf(sentiment);
