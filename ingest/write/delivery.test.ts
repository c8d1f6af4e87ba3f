import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, test } from 'vitest';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { NOW_MS, openSpool, reading, withDirectory } from '../../tests/support/spool.ts';
import { DeadLetters } from '../dead-letters/dead-letters.ts';
import { Intake } from '../intake/intake.ts';
import type { Counts } from '../spool/counts.ts';
import { nodeFileSystem } from '../spool/file-system.ts';
import { batchPrefix, buildBatch, tokenOf } from './batch.ts';
import { CommitWatch } from './commit-watch.ts';
import { Delivery } from './delivery.ts';
import { RetryLoop } from './retry-loop.ts';
import type { Failure } from './insert-failure.ts';

interface Sent {
	readonly token: string;
	readonly lines: string;
	readonly ids: string[];
}

/** A database that answers each insert as the test says; null: it takes it. */
function sink(answer: (sent: Sent, attempt: number) => Error | null) {
	const sent: Sent[] = [];
	const insert = (_table: string, lines: string, { token }: { token: string }): Promise<void> => {
		const ids = lines
			.trim()
			.split('\n')
			.map((line) => (JSON.parse(line) as { event_id: string }).event_id);
		const each = { token, lines, ids };
		sent.push(each);
		const fault = answer(each, sent.length);
		return fault ? Promise.reject(fault) : Promise.resolve();
	};
	return { sent, clickhouse: { insert } as unknown as ClickHouse };
}

const refusal = (code: string, message: string) => new ClickHouseError({ message, code, type: '' });
const socketFault = (code: string) => Object.assign(new Error(code), { code });

async function deliver(
	ids: readonly string[],
	answer: (sent: Sent, attempt: number) => Error | null,
	check: (result: {
		token: string;
		sent: readonly Sent[];
		failures: readonly Failure[];
		total: Counts;
		letters: DeadLetters;
	}) => void | Promise<void>,
	{ giveUpAfter = 50, mayBeStored = false } = {}
): Promise<void> {
	await withDirectory(async (directory) => {
		const spool = await openSpool(directory);
		const options = {
			fileSystem: nodeFileSystem,
			directory: `${directory}/letters`,
			clock: () => NOW_MS
		};
		const letters = await DeadLetters.open(options);
		await new Intake({ spool, onRefusal: () => undefined }).accept(
			ids.map((id) => reading(id)),
			{
				lane: 'live',
				receivedAtMs: NOW_MS
			}
		);
		const lane = spool.lanes.live;
		const { sent, clickhouse } = sink(answer);
		const failures: Failure[] = [];
		const retry = new RetryLoop({
			// Pauses of no length: the back-off is tested by itself.
			random: () => -1,
			onFailure: (_step, failure) => {
				failures.push(failure);
				if (failures.length >= giveUpAfter) retry.stop();
			}
		});
		const commits = new CommitWatch({ positionOf: () => ({ last: 0, delivered: 0 }) });
		const delivery = new Delivery({
			lane,
			journal: spool.journal,
			letters,
			clickhouse: () => clickhouse,
			fitness: () => Promise.resolve(),
			commits,
			retry,
			clock: () => NOW_MS,
			observeInsert: () => undefined,
			log: { error: () => undefined }
		});
		const events = await lane.take(1000, 1e9);
		const prefix = batchPrefix(spool.journal.state.node, 'live');
		const hours = events.map(() => NOW_MS);
		const batch = await buildBatch(prefix, events, hours, NOW_MS);
		await delivery.deliver(batch, { mayBeStored });
		await check({
			token: tokenOf(batch.plan),
			sent,
			failures,
			total: spool.counts().total(),
			letters
		});
		await spool.close();
		await letters.close();
	});
}

const ids = Array.from({ length: 20 }, (_none, n) => `e${n}`);

describe('the delivery of a batch', () => {
	test('sends the same bytes until they are taken, under another token once they may be there', async () => {
		const faults = ['ECONNREFUSED', 'ECONNRESET', 'unknown'];
		await deliver(
			ids,
			(_sent, attempt) =>
				attempt <= faults.length ? socketFault(faults[attempt - 1] ?? '') : null,
			({ sent, failures, total }) => {
				const tokens = sent.map(({ token }) => token);
				expect(tokens[1]).toBe(tokens[0]);
				expect(new Set(tokens).size).toBe(3);
				expect(tokens.every((token) => token.startsWith(tokens[0] ?? ''))).toBe(true);
				expect(new Set(sent.map(({ lines }) => lines)).size).toBe(1);
				expect(failures.map((failure) => failure.class)).toEqual([
					'unsent',
					'ambiguous',
					'ambiguous'
				]);
				expect(total).toMatchObject({ committed: 20, dead: 0 });
			}
		);
	});

	test('sends what a former process may have sent under another token than that process', async () => {
		await deliver(
			ids,
			() => null,
			({ sent, token }) => {
				expect(sent).toHaveLength(1);
				expect(sent[0]?.token).not.toBe(token);
				expect(sent[0]?.token.startsWith(token)).toBe(true);
			},
			{ mayBeStored: true }
		);
	});

	test('keeps its token while the database answers that it did not take it', async () => {
		await deliver(
			ids,
			(_sent, attempt) => (attempt < 4 ? refusal('241', 'Memory limit exceeded') : null),
			({ sent }) => {
				expect(new Set(sent.map(({ token }) => token)).size).toBe(1);
			}
		);
	});

	test.each([
		['60', 'operator'],
		['16', 'operator'],
		['516', 'operator'],
		['252', 'pressure'],
		['241', 'pressure'],
		['319', 'ambiguous'],
		['99999', 'ambiguous']
	])('never gives an event up for code %s (%s)', async (code, expected) => {
		await deliver(
			ids,
			(_sent, attempt) => (attempt < 6 ? refusal(code, 'no') : null),
			({ failures, total }) => {
				expect(failures[0]?.class).toBe(expected);
				expect(total).toMatchObject({ committed: 20, dead: 0 });
			}
		);
	});

	test('takes out the row that the database names and stores the others at the second attempt', async () => {
		await deliver(
			ids,
			({ ids: at }) => {
				const bad = at.indexOf('e7');
				return bad === -1 ? null : refusal('27', `Cannot parse input: (at row ${bad + 1})`);
			},
			({ sent, total, letters }) => {
				expect(sent).toHaveLength(2);
				expect(sent[0]?.token).not.toBe(sent[1]?.token);
				expect(total).toMatchObject({ accepted: 20, committed: 19, dead: 1 });
				expect(letters.list().map(({ eventId, code }) => [eventId, code])).toEqual([
					['e7', 'clickhouse_27']
				]);
			}
		);
	});

	test('keeps the first event of a file as a dead letter with all that it said', async () => {
		await deliver(
			ids,
			({ ids: at }) => {
				const bad = at.indexOf('e0');
				return bad === -1 ? null : refusal('27', `Cannot parse input: (at row ${bad + 1})`);
			},
			async ({ letters }) => {
				const [letter] = letters.list();
				const kept = await letters.events(new Set([letter?.id ?? '']));
				expect(JSON.parse(kept.get(letter?.id ?? '') ?? 'null')).toMatchObject({
					id: 'e0',
					data: { channel: 'voice' }
				});
			}
		);
	});

	test('halves the batch when no row is named', async () => {
		await deliver(
			ids,
			({ ids: at }) => (at.includes('e13') ? refusal('469', 'Constraint is violated') : null),
			({ sent, total, letters }) => {
				expect(sent.length).toBeLessThan(12);
				expect(total).toMatchObject({ committed: 19, dead: 1 });
				expect(letters.list()[0]?.eventId).toBe('e13');
			}
		);
	});

	test('holds when most of a batch is refused', async () => {
		await deliver(
			ids,
			() => refusal('27', 'Cannot parse input: (at row 1)'),
			({ total }) => {
				expect(total.dead).toBe(4);
				expect(total.committed).toBe(0);
			},
			{ giveUpAfter: 10 }
		);
	});
});
