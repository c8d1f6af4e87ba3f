/** What the administration should look at: the first page says it, each with where to go. */
import type { Runtime } from '../runtime.ts';
import { fleetRows } from '../screens/fleet-rows.ts';
import { homeless, knownNames } from './known-names.ts';

const DAY_MS = 86_400_000;
export const BACKUP_OLD_DAYS = 7;
export const TOKEN_SOON_DAYS = 14;
const PATIENCE_MS = 1500;

export type AttentionKind =
	| 'chain-broken'
	| 'no-backup'
	| 'old-backup'
	| 'screens'
	| 'tokens'
	| 'outbox'
	| 'queues'
	| 'words'
	| 'erasures'
	| 'database';

export interface AttentionPoint {
	readonly kind: AttentionKind;
	/** How many it is about. */
	readonly n: number;
	/** `bad`: something is wrong; `warn`: something is to be done. */
	readonly status: 'bad' | 'warn';
	readonly href: string;
}

type Parts = Pick<
	Runtime,
	| 'audit'
	| 'chain'
	| 'screens'
	| 'people'
	| 'fleet'
	| 'apiTokens'
	| 'queueDesk'
	| 'hub'
	| 'teams'
	| 'privacyJobs'
	| 'boards'
>;

type Found = AttentionPoint | null;

const when = (n: number, point: Omit<AttentionPoint, 'n'>): Found =>
	n > 0 ? { ...point, n } : null;

async function chainPoint({ chain }: Parts): Promise<Found> {
	await Promise.race([
		chain.look(),
		new Promise((resolve) => {
			setTimeout(resolve, PATIENCE_MS).unref();
		})
	]);
	const { verdict } = chain.state;
	const isBroken = verdict !== null && !verdict.ok;
	return when(isBroken ? 1 : 0, {
		kind: 'chain-broken',
		status: 'bad',
		href: '/administration/audit'
	});
}

async function lastBackupMs({ audit }: Parts): Promise<number | null> {
	const [entry] = await audit.list({ action: 'store.backed-up', limit: 1 });
	return entry?.at_ms ?? null;
}

function backupPoint(lastMs: number | null, nowMs: number): Found {
	const href = '/administration/audit?action=store.backed-up';
	if (lastMs === null) return { kind: 'no-backup', n: 1, status: 'warn', href };
	const days = Math.floor((nowMs - lastMs) / DAY_MS);
	return when(days >= BACKUP_OLD_DAYS ? days : 0, { kind: 'old-backup', status: 'warn', href });
}

const TROUBLE: ReadonlySet<string> = new Set(['copied', 'differs', 'silent', 'expired']);

async function screenPoint(parts: Parts, build: string, nowMs: number): Promise<Found> {
	const rows = await fleetRows(parts, build, nowMs);
	return when(rows.filter(({ state }) => TROUBLE.has(state)).length, {
		kind: 'screens',
		status: 'bad',
		href: '/administration/screens'
	});
}

async function tokenPoint({ apiTokens }: Parts, nowMs: number): Promise<Found> {
	const soonMs = nowMs + TOKEN_SOON_DAYS * DAY_MS;
	const tokens = await apiTokens.list();
	const expiring = tokens.filter(
		({ revokedAtMs, expiresAtMs }) =>
			revokedAtMs === null && expiresAtMs !== null && expiresAtMs > nowMs && expiresAtMs < soonMs
	);
	return when(expiring.length, {
		kind: 'tokens',
		status: 'warn',
		href: '/administration/tokens'
	});
}

async function outboxPoint({ queueDesk }: Parts): Promise<Found> {
	const { count, fault } = await queueDesk.waiting();
	return when(count, {
		kind: 'outbox',
		status: fault === null ? 'warn' : 'bad',
		href: '/administration/queues'
	});
}

async function teamPoints(parts: Parts): Promise<Found[]> {
	const nodes = await parts.teams.nodes();
	const known = await knownNames(parts, nodes);
	const { queues, words } = homeless(known, nodes);
	const href = '/administration/teams';
	return [
		when(known.isDatabaseAway ? 1 : 0, { kind: 'database', status: 'bad', href: '/readyz' }),
		when(queues.length, { kind: 'queues', status: 'warn', href }),
		when(words.length, { kind: 'words', status: 'warn', href })
	];
}

async function erasurePoint({ privacyJobs }: Parts): Promise<Found> {
	const failed = (await privacyJobs.list()).filter(({ state }) => state === 'failed');
	return when(failed.filter(({ kind }) => kind === 'erasure').length, {
		kind: 'erasures',
		status: 'bad',
		href: '/administration/privacy'
	});
}

export interface Attention {
	/** Worst first. */
	readonly points: readonly AttentionPoint[];
	readonly lastBackupMs: number | null;
	readonly counts: {
		readonly people: number;
		readonly teams: number;
		readonly boards: number;
		readonly screens: number;
		readonly tokens: number;
	};
}

export async function attention(parts: Parts, build: string, nowMs: number): Promise<Attention> {
	const backupMs = await lastBackupMs(parts);
	const found = await Promise.all([
		chainPoint(parts),
		screenPoint(parts, build, nowMs),
		erasurePoint(parts),
		outboxPoint(parts),
		tokenPoint(parts, nowMs),
		teamPoints(parts)
	]);
	const points = [...found.flat(), backupPoint(backupMs, nowMs)].filter((point) => point !== null);
	const [people, nodes, boards, screens, tokens] = await Promise.all([
		parts.people.list(),
		parts.teams.nodes(),
		parts.boards.list(),
		parts.screens.list(),
		parts.apiTokens.list()
	]);
	return {
		points: points.sort((a, b) => Number(b.status === 'bad') - Number(a.status === 'bad')),
		lastBackupMs: backupMs,
		counts: {
			people: people.filter(({ isActive }) => isActive).length,
			teams: nodes.length,
			boards: boards.length,
			screens: screens.length,
			tokens: tokens.filter(({ revokedAtMs }) => revokedAtMs === null).length
		}
	};
}
