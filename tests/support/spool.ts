/** A spool on a directory of its own, without a process around it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import { Intake } from '../../ingest/intake/intake.ts';
import type { Outcome } from '../../ingest/intake/intake.ts';
import { scanJson } from '../../ingest/intake/json-scan.ts';
import { createPrivacy } from '../../ingest/intake/privacy.ts';
import { readEvent } from '../../ingest/intake/read-event.ts';
import type { Reading } from '../../ingest/intake/read-event.ts';
import type { FileSystem } from '../../ingest/spool/file-system.ts';
import { nodeFileSystem } from '../../ingest/spool/file-system.ts';
import { Spool } from '../../ingest/spool/spool.ts';
import type { SpooledEvent } from '../../ingest/spool/spooled-event.ts';
import type { LaneName } from '../../ingest/spool/journal-entry.ts';

export const NOW_MS = Date.UTC(2026, 10, 20, 12);
export const MIB = 1024 * 1024;

export const TEST_LIMITS = {
	compressedBytes: MIB,
	decodedBytes: 5 * MIB,
	streamedBytes: 64 * MIB,
	batchEvents: 1000,
	eventBytes: 256 * 1024,
	depth: 32,
	spoolBytes: 64 * MIB,
	diskFreeBytes: 0,
	eventsPerSecond: 0,
	rememberedKeys: 100_000,
	engineMemoryBytes: MIB
};

export async function withDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
	const directory = await mkdtemp(join(tmpdir(), 'atalaya-spool-'));
	try {
		return await work(directory);
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

export const openSpool = (
	directory: string,
	{
		fileSystem = nodeFileSystem,
		limits = {}
	}: { fileSystem?: FileSystem; limits?: Partial<typeof TEST_LIMITS> } = {}
): Promise<Spool> =>
	Spool.open({
		directory,
		fileSystem,
		limits: { ...TEST_LIMITS, ...limits },
		clock: () => NOW_MS,
		log: { warn: () => undefined, error: () => undefined },
		observeSync: () => undefined
	});

/** A reading of a valid event. */
export function reading(
	id: string,
	source = '//tests',
	data: object = { channel: 'voice' }
): Reading {
	return readingOf(rawEvent(id, source, data));
}

export const rawEvent = (id: string, source: string, data: object): Buffer =>
	Buffer.from(
		JSON.stringify({
			specversion: '1.0',
			id,
			source,
			type: 'atalaya.interaction.created.v1',
			subject: `subject-${id}`,
			time: new Date(NOW_MS).toISOString(),
			data
		})
	);

export const readingOf = (raw: Buffer): Reading =>
	readEvent(raw, scanJson(raw), {
		nowMs: NOW_MS,
		backfill: false,
		limits: TEST_LIMITS,
		privacy: createPrivacy({
			masking: () => ALL_KINDS,
			isErased: () => false,
			generation: () => 0
		}),
		sources: null,
		territory: null
	});

/** Takes the events of these numbers in, twenty to a segment, each of which is finished: their keys are in the key log. */
export async function fillSegments(spool: Spool, from: number, to: number): Promise<void> {
	for (let at = from; at < to; at += 20) {
		await sendNumbered(spool, at, at + 20);
		await spool.lanes.live.seal();
		await spool.lanes.live.settle();
	}
}

/** The events of these numbers in one request. */
export function sendNumbered(spool: Spool, from: number, to: number): Promise<Outcome> {
	const intake = new Intake({ spool, onRefusal: () => undefined });
	const readings = Array.from({ length: to - from }, (_none, at) => reading(String(from + at)));
	return intake.accept(readings, { lane: 'live', receivedAtMs: NOW_MS });
}

/** Everything the lane has to deliver, without delivering it. */
export async function takeAll(spool: Spool, lane: LaneName = 'live'): Promise<SpooledEvent[]> {
	const all: SpooledEvent[] = [];
	while (!spool.lanes[lane].backlog.isEmpty) {
		const part = await spool.lanes[lane].take(1000, 64 * MIB);
		if (part.length === 0) break;
		all.push(...part);
	}
	return all;
}

export const idsOf = (events: readonly SpooledEvent[]): string[] =>
	events.map(({ event }) => event.id);
