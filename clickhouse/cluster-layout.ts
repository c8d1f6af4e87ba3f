/**
 * Where the rows of each table lie on a cluster. Everything about one interaction, agent, survey or evaluation lies on one
 * shard, so that views join and FINAL merges without leaving it; the key is that of the events, whose subject it is.
 */

/**
 * `spread`: each row lies on one shard; views see those of their shard. `shared`: the same, but views see those of all
 * shards: settings, of which contacts of every shard need all. `own`: what a shard keeps about its own rows; nobody inserts
 * it through the cluster.
 */
export type Placement =
	{ readonly kind: 'spread' | 'shared'; readonly by: string } | { readonly kind: 'own' };

const spread = (by: string): Placement => ({ kind: 'spread', by });
const shared = (by: string): Placement => ({ kind: 'shared', by });
const OWN: Placement = { kind: 'own' };

const BY_INTERACTION = spread('tenant, interaction_id');
const BY_AGENT = spread('tenant, agent');

export const TABLE_LAYOUT: Readonly<Record<string, Placement>> = {
	events: spread('tenant, subject'),
	placements: spread('tenant, subject'),
	dead_letters: spread('tenant, letter_id'),
	segment_states: BY_INTERACTION,
	interaction_states: BY_INTERACTION,
	message_turns: BY_INTERACTION,
	sentiment_states: BY_INTERACTION,
	topic_states: BY_INTERACTION,
	language_states: BY_INTERACTION,
	agent_states: BY_AGENT,
	agent_moments: BY_AGENT,
	agent_day_ends: BY_AGENT,
	shift_plans: BY_AGENT,
	exception_decisions: BY_AGENT,
	survey_states: spread('tenant, survey_id'),
	evaluation_states: spread('tenant, evaluation_id'),
	queue_versions: shared('tenant, queue'),
	queue_schedules: shared('tenant, queue'),
	queue_openings: shared('tenant, queue'),
	opening_generations: shared('tenant'),
	channel_defaults: shared('channel'),
	complaint_rules: shared('tenant'),
	complaint_terms: shared('tenant, region'),
	queue_names: OWN,
	touched_hours: OWN,
	touched_days: OWN,
	metric_rolls: OWN,
	rolled_hours: OWN,
	closed_hours: OWN,
	retention_horizons: OWN
};

/**
 * Views that read nothing but shared tables are asked as they are, on whichever node; all others are asked of each shard.
 * `by` leads a question for one of them to its shard.
 */
export const VIEW_LAYOUT: Readonly<
	Record<
		string,
		{ readonly kind: 'shared' } | { readonly kind: 'spread'; readonly by: string | null }
	>
> = {
	queue_rules: { kind: 'shared' },
	rules_fingerprint: { kind: 'shared' },
	openings: { kind: 'shared' },
	segments: { kind: 'spread', by: 'tenant, interaction_id' },
	interactions: { kind: 'spread', by: 'tenant, interaction_id' },
	segment_facts: { kind: 'spread', by: 'tenant, interaction_id' },
	segment_bookings: { kind: 'spread', by: 'tenant, interaction_id' },
	message_bookings: { kind: 'spread', by: 'tenant, interaction_id' },
	interaction_bookings: { kind: 'spread', by: 'tenant, interaction_id' },
	bookings: { kind: 'spread', by: 'tenant, interaction_id' },
	interaction_paths: { kind: 'spread', by: 'tenant, interaction_id' },
	interaction_sentiments: { kind: 'spread', by: 'tenant, interaction_id' },
	interaction_languages: { kind: 'spread', by: 'tenant, interaction_id' },
	agents: { kind: 'spread', by: 'tenant, agent' },
	planned_activities: { kind: 'spread', by: 'tenant, agent' },
	surveys: { kind: 'spread', by: 'tenant, survey_id' },
	evaluations: { kind: 'spread', by: 'tenant, evaluation_id' },
	hour_rolls: { kind: 'spread', by: null },
	metric_intervals: { kind: 'spread', by: null },
	skewed_counts: { kind: 'spread', by: null }
};

/** Whether views of a shard see the rows of all shards. */
export const isShared = (relation: string): boolean =>
	(TABLE_LAYOUT[relation] ?? VIEW_LAYOUT[relation])?.kind === 'shared';

export const isRelation = (name: string): boolean => name in TABLE_LAYOUT || name in VIEW_LAYOUT;

export const isSharedView = (name: string): boolean => VIEW_LAYOUT[name]?.kind === 'shared';

/** What a row of the relation is spread by; null: nothing is inserted, and no question is led to one shard. */
export function shardingKey(relation: string): string | null {
	const layout = TABLE_LAYOUT[relation] ?? VIEW_LAYOUT[relation];
	const by = layout && 'by' in layout ? layout.by : null;
	return by === null ? null : `cityHash64(${by})`;
}
