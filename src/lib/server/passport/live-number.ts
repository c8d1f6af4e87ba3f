/** A number that is only known now: its value by one question, and who is behind it. */
import { SMALLEST_GROUP } from '#lib/domain/access/small-group.ts';
import { RANK } from '#lib/domain/passport/contribution.ts';
import type { AgentNow, Passport, PassportContacts } from '#lib/domain/passport/passport.ts';
import { writeCursor } from '../api/cursor.ts';
import {
	agentsCell,
	agentsOfCell,
	atRiskCell,
	longestWaitCell,
	waitingCell,
	waitingContacts
} from '../queries/live-cell.ts';
import type { PieceKey } from '../queries/pieces.ts';
import type { LiveNumber } from './asked-number.ts';
import { withNames } from './passport-contacts.ts';
import type { ListOptions, Unnamed } from './passport-contacts.ts';
import { shownQuery } from './shown-query.ts';

interface LiveOptions extends ListOptions {
	readonly mayList: boolean;
}
type Live = Pick<Passport, 'value' | 'parts' | 'sql' | 'contacts' | 'agents'>;

const QUESTIONS = {
	waiting: waitingCell,
	longestWait: longestWaitCell,
	atRisk: atRiskCell
} as const;

const asking = ({ scope, signal }: LiveOptions) => ({ scope, ...(signal ? { signal } : {}) });
const keyOf = ({
	interaction,
	piece,
	atMs
}: Pick<Unnamed, 'piece' | 'atMs'> & { interaction: string }): PieceKey => ({
	rank: RANK.neither,
	weight: 0,
	atMs,
	interaction,
	piece,
	queue: '',
	channel: '',
	agent: ''
});

/** Those who wait, the longest first; those who have waited longer than T are on the failing side. */
async function readWaiting(
	{ queues }: LiveNumber,
	count: number,
	options: LiveOptions
): Promise<PassportContacts> {
	const { clickhouse, tenant, nowMs, after, limit } = options;
	const found = await clickhouse.query(
		'report',
		waitingContacts,
		{
			tenant,
			nowMs,
			queue: [...queues],
			afterAtMs: after?.atMs ?? 0,
			afterInteraction: after?.interaction ?? '',
			afterPiece: after?.piece ?? '',
			limit: limit + 1
		},
		asking(options)
	);
	const shown = found.slice(0, limit);
	const last = shown.at(-1);
	const rows = shown.map((row): Unnamed => ({
		key: `${row.interaction} ${row.piece}`,
		interaction: row.interaction,
		atMs: row.atMs,
		queue: row.queue,
		channel: row.channel,
		agent: '',
		piece: row.piece,
		side: row.atMs + row.thresholdMs < nowMs ? 'failing' : 'passing',
		parts: { sum: Math.max(0, nowMs - row.atMs), n: 1 }
	}));
	return {
		sides: [{ side: null, rows: count, interactions: count }],
		rows: await withNames(rows, options),
		next: found.length > limit && last ? writeCursor(keyOf(last)) : null,
		isFurther: after !== null
	};
}

async function readAgents({ queues, teams }: LiveNumber, options: LiveOptions): Promise<Live> {
	const { clickhouse, tenant, nowMs, scope } = options;
	const params = { tenant, nowMs, queue: [...queues], team: [...teams] };
	const fewest = scope.hidesSmallGroups ? SMALLEST_GROUP : 0;
	const [[row], agents] = await Promise.all([
		clickhouse.query('report', agentsCell, { ...params, fewest }, asking(options)),
		scope.namesAgents
			? clickhouse.query('report', agentsOfCell, params, asking(options))
			: Promise.resolve(null)
	]);
	const named = agents?.map(({ agent, name, ...rest }): AgentNow => ({
		agent: { id: agent, name: name === '' ? agent : name },
		...rest
	}));
	return {
		value: { value: row?.value ?? null },
		parts: {},
		sql: shownQuery(agentsCell, { ...params, fewest }, scope),
		contacts: named ? 'none' : 'notYours',
		agents: named ?? null
	};
}

/** Rejects with QueryError when the database does not answer. */
export async function readLive(number: LiveNumber, options: LiveOptions): Promise<Live> {
	if (number.of === 'agentsByState') return readAgents(number, options);
	const { clickhouse, tenant, nowMs, scope, mayList } = options;
	const question = QUESTIONS[number.of];
	const params = { tenant, nowMs, queue: [...number.queues] };
	const [row] = await clickhouse.query('report', question, params, asking(options));
	if (!row) throw new Error('a count without groups has one row');
	return {
		value: { value: row.value },
		parts: { n: row.n },
		sql: shownQuery(question, params, scope),
		contacts: mayList ? await readWaiting(number, row.n, options) : 'notYours',
		agents: null
	};
}
