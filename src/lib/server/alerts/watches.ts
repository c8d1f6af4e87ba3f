/** Which queues a rule watches now, what that makes it about, and whether it applies at this hour. Pure. */
import { findAlertMetric, isAboutAgents, isByQueue } from '#lib/domain/alerts/alert-metrics.ts';
import { ruleScope } from '#lib/domain/alerts/alert-access.ts';
import type { About } from '#lib/domain/alerts/alert-access.ts';
import { covers } from '#lib/domain/access/scope.ts';
import type { Reach } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { isOpenAt } from '#lib/domain/queues/opening.ts';
import type { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import type { Watch } from './readings.ts';
import type { StoredRule } from './stored-alert.ts';

/** A queue and the settings that hold for it now. */
export interface KnownQueue {
	readonly queue: string;
	readonly now: Pick<QueueVersion, 'name' | 'channel' | 'hours' | 'holidays' | 'zone'>;
}
export type KnownQueues = ReadonlyMap<string, KnownQueue['now']>;

export interface StoredWatch extends Watch {
	readonly stored: StoredRule;
	readonly nameOf: (queue: string) => string;
}

/** A rule that finds more is still answered, for the first of them. */
const MOST_QUEUES = 500;

type Reached = About['queues'];

const narrowed = (reached: Reach, named: readonly string[]): Reached => {
	if (named.length === 0) return reached === 'all' ? reached : [...reached];
	return named.filter((name) => covers(reached, name));
};

/** The queues by name: those that are known and reached, and those that are named and reached though nobody knows them. */
function queuesOf(stored: StoredRule, reached: Reach, known: KnownQueues): string[] {
	const { queues, channels } = stored.rule;
	const named = queues.length > 0 ? queues : [...known.keys()];
	const ofChannel = (queue: string): boolean =>
		channels.length === 0 || channels.includes(known.get(queue)?.channel ?? '');
	return named.filter((queue) => covers(reached, queue) && ofChannel(queue)).slice(0, MOST_QUEUES);
}

/** Null for a rule whose metric is no longer in the catalogue. */
export function watchOf(
	stored: StoredRule,
	nodes: readonly TeamNode[],
	known: KnownQueues
): StoredWatch | null {
	const { rule, team } = stored;
	const metric = findAlertMetric(rule.metric);
	if (!metric) return null;
	const scope = ruleScope(nodes, team, isAboutAgents(metric, rule.teams));
	return {
		stored,
		rule,
		metric,
		scope,
		queues: queuesOf(stored, scope.queues, known),
		nameOf: (queue) => known.get(queue)?.name ?? queue
	};
}

const reachesNothing = (reach: Reach): boolean => reach !== 'all' && reach.length === 0;

/** What the number of one queue, or of all together, stands for. Null: for nothing that the team reaches. */
export function aboutOf({ rule, metric, scope }: Watch, queue: string): About | null {
	const agents = isAboutAgents(metric, rule.teams);
	const teams = agents ? narrowed(scope.teams, rule.teams) : [];
	if (agents && reachesNothing(teams)) return null;
	if (!isByQueue(metric)) return { queues: [], teams, agents };
	const queues = queue === '' ? narrowed(scope.queues, rule.queues) : [queue];
	return reachesNothing(queues) ? null : { queues, teams, agents };
}

/** Whether the rule applies: always, or while the queue, or one of them, is attended. */
export function appliesAt(
	{ rule, queues }: Pick<Watch, 'rule' | 'queues'>,
	queue: string,
	known: KnownQueues,
	nowMs: number
): boolean {
	if (rule.hours === 'always') return true;
	const of = queue === '' ? queues : [queue];
	// A queue without hours is attended at all of them, and so is what is in no queue.
	return (
		of.length === 0 ||
		of.some((one) => {
			const version = known.get(one);
			return version === undefined || isOpenAt(version, nowMs);
		})
	);
}
