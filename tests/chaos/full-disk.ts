/** The disks of ingest and of the engine fill up under load, from beside, and are freed again; nothing is restarted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startEngineIn } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import { storedIds } from '../support/stored-events.ts';
import { until } from '../support/until.ts';
import { DiskLoad } from './disk-load.ts';

export interface FullDiskOptions {
	/** How often each disk fills up. */
	readonly rounds: number;
	readonly fullMs: number;
	readonly tell: (line: string) => void;
}

export interface FullDiskResult {
	readonly sent: number;
	readonly acknowledged: number;
	readonly refused: number;
	readonly present: number;
	/** Acknowledged and not there. */
	readonly lost: readonly string[];
	readonly doubled: number;
	/** Answers that promise nothing we know. */
	readonly odd: readonly string[];
	/** What the database said while its disk was full. */
	readonly troubles: readonly string[];
	readonly countsAddUp: boolean;
}

const SPOOL_MEGABYTES = 48;
/** The engine itself takes a part of it. */
const ENGINE_MEGABYTES = 384;

/** Resolves once something new was acknowledged. */
const acknowledgesAgain = (load: DiskLoad): Promise<unknown> => {
	const before = load.acknowledged.size;
	return until('events are taken again', () => Promise.resolve(load.acknowledged.size > before));
};

async function fillSpool(disk: SmallDisk, load: DiskLoad, fullMs: number): Promise<void> {
	const before = load.refused;
	const endMs = Date.now() + fullMs;
	// A segment that was delivered gives its room back: fill that as well.
	do {
		disk.fill();
		await sleep(50);
	} while (Date.now() < endMs || load.refused < before + 3);
	disk.free();
	await acknowledgesAgain(load);
}

async function fillEngine(
	disk: SmallDisk,
	{ load, ingest, fullMs }: { load: DiskLoad; ingest: TestIngest; fullMs: number }
): Promise<string> {
	disk.fill();
	const trouble = await until('the engine refuses', async () => {
		disk.fill();
		return (await ingest.status()).trouble;
	});
	await acknowledgesAgain(load);
	await sleep(fullMs);
	disk.free();
	await until('the engine takes events again', async () => {
		const { trouble: left } = await ingest.status();
		return left === null;
	});
	return `${trouble.class} ${trouble.code}`;
}

async function fillBoth(
	disks: { spool: SmallDisk; engine: SmallDisk },
	{ load, ingest }: { load: DiskLoad; ingest: TestIngest },
	{ rounds, fullMs, tell }: FullDiskOptions
): Promise<string[]> {
	const troubles: string[] = [];
	for (let round = 1; round <= rounds; round += 1) {
		await fillSpool(disks.spool, load, fullMs);
		tell(`round ${round}: the spool's disk was full; ${load.refused} requests refused so far`);
		const trouble = await fillEngine(disks.engine, { load, ingest, fullMs });
		troubles.push(trouble);
		tell(`round ${round}: the engine's disk was full (${trouble}); events waited in the spool`);
	}
	return troubles;
}

/** Needs what `whyNoSmallDisk` asks for. */
export async function runFullDisk(options: FullDiskOptions): Promise<FullDiskResult> {
	const disks = {
		spool: await mountSmallDisk(SPOOL_MEGABYTES),
		engine: await mountSmallDisk(ENGINE_MEGABYTES)
	};
	try {
		const engine = await startEngineIn(`${disks.engine.directory}/data`);
		const clickhouse = openClickHouse(engine.connection);
		try {
			await applySchema(clickhouse);
			const ingest = await startTestIngest({
				dataDir: `${disks.spool.directory}/data`,
				connection: engine.connection,
				// So that the disk itself says no, and not our measure of it.
				env: { DISK_MIN_FREE_BYTES: '0' }
			});
			try {
				const load = new DiskLoad(ingest, '//full-disk');
				await acknowledgesAgain(load);
				const troubles = await fillBoth(disks, { load, ingest }, options).finally(() =>
					load.stop()
				);
				const { total } = await until('the spool is drained', async () => {
					const status = await ingest.status();
					return status.total.inSpool === 0 && status;
				});
				const stored = await storedIds(clickhouse, load.source);
				const distinct = new Set(stored);
				return {
					sent: load.sent.size,
					acknowledged: load.acknowledged.size,
					refused: load.refused,
					present: distinct.size,
					lost: [...load.acknowledged].filter((id) => !distinct.has(id)),
					doubled: stored.length - distinct.size,
					odd: load.odd,
					troubles,
					countsAddUp:
						total.accepted === total.committed + total.deadLettered &&
						total.committed === distinct.size
				};
			} finally {
				await ingest.stop();
			}
		} finally {
			await clickhouse.close();
			await engine.stop();
		}
	} finally {
		await disks.spool.remove();
		await disks.engine.remove();
	}
}
