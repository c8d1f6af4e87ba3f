import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects, subjectHash } from '#lib/server/store/erased-subjects.ts';
import type { ErasedSubjects } from '#lib/server/store/erased-subjects.ts';
import { filesHolding } from '../../tests/support/find-bytes.ts';
import { newDirectory, removeDirectory } from '../../tests/support/store-places.ts';
import { NOW_MS, TEST_LIMITS, openSpool } from '../../tests/support/spool.ts';
import type { Spool } from '../spool/spool.ts';
import { ErasedFilter } from '../store/erased-filter.ts';
import { Intake } from './intake.ts';
import { scanJson } from './json-scan.ts';
import { createPrivacy } from './privacy.ts';
import { readEvent } from './read-event.ts';
import type { Reading } from './read-event.ts';

const KEY = randomBytes(32);
const WORDS = 'berenjena';
const arrival = { lane: 'live', receivedAtMs: NOW_MS } as const;

let directory: string;
let store: Store;
let spool: Spool;
let subjects: ErasedSubjects;
let filter: ErasedFilter;
let saves: number;
/** Runs while the intake waits for the store. */
let whileSaving: () => Promise<void>;

beforeEach(async () => {
	directory = newDirectory();
	store = await openStore({ dataDir: directory, databaseUrl: null });
	spool = await openSpool(`${directory}/spool`);
	subjects = createErasedSubjects(store, KEY, () => NOW_MS);
	filter = new ErasedFilter({ hash: (subject) => subjectHash(KEY, subject), clock: () => NOW_MS });
	saves = 0;
	whileSaving = () => Promise.resolve();
});
afterEach(async () => {
	await spool.close();
	await store.close();
	removeDirectory(directory);
});

const newIntake = (): Intake =>
	new Intake({
		spool,
		onRefusal: () => undefined,
		erased: {
			check: () => undefined,
			save: async () => {
				saves += 1;
				await filter.save(subjects);
				await whileSaving();
			},
			isErased: (event) => filter.isErased(event),
			generation: () => filter.generation
		}
	});

function read(name: string, subject: string, data: object): Reading {
	const raw = Buffer.from(
		JSON.stringify({
			specversion: '1.0',
			id: `${name}-${subject}`,
			source: '//tests',
			type: `atalaya.${name}.v1`,
			subject,
			time: new Date(NOW_MS).toISOString(),
			data
		})
	);
	return readEvent(raw, scanJson(raw), {
		nowMs: NOW_MS,
		backfill: false,
		limits: TEST_LIMITS,
		privacy: createPrivacy({
			masking: () => ALL_KINDS,
			isErased: (event) => filter.isErased(event),
			generation: () => filter.generation
		}),
		sources: null,
		territory: null
	});
}

const created = (subject: string, customer: string) =>
	read('interaction.created', subject, { channel: 'chat', customer, queue: 'sales', topic: WORDS });
const said = (subject: string) =>
	read('interaction.message', subject, { author: 'customer', text: WORDS });

async function erase(...customers: string[]): Promise<void> {
	await subjects.add(customers.map((id) => ({ kind: 'customer', id })));
	await filter.refresh(subjects);
}

async function stored(): Promise<Record<string, unknown>[]> {
	const events: Record<string, unknown>[] = [];
	for await (const json of spool.lanes.live.pendingEvents()) {
		events.push(JSON.parse(json.toString()) as Record<string, unknown>);
	}
	return events;
}

const holdingWords = (): string[] => filesHolding(`${directory}/spool`, [WORDS]);

describe('readings that waited', () => {
	test('of a customer who was erased meanwhile arrive as the structure alone', async () => {
		const readings = [created('i1', 'ana'), created('i2', 'bea')];
		await erase('ana');
		expect(await newIntake().accept(readings, arrival)).toMatchObject({
			accepted: 2,
			refusals: []
		});
		expect((await stored()).map(({ subject, data }) => [subject, data])).toEqual([
			['i1', { channel: 'chat', queue: 'sales' }],
			['i2', { channel: 'chat', customer: 'bea', queue: 'sales', topic: WORDS }]
		]);
		// The contact that began is erased for every other process too.
		expect(await subjects.count()).toBe(2);
	});

	test('of a contact that a later one of the same request shows to be erased go with it', async () => {
		const readings = [said('i1'), created('i1', 'ana')];
		await erase('ana');
		await newIntake().accept(readings, arrival);
		expect(holdingWords()).toEqual([]);
		expect(await stored()).toHaveLength(2);
	});

	test('for the store are judged once more behind it', async () => {
		await erase('ana');
		const readings = [created('i1', 'ana'), created('i2', 'bea')];
		whileSaving = async () => {
			if (saves === 1) await erase('bea');
		};
		await newIntake().accept(readings, arrival);
		expect(holdingWords()).toEqual([]);
		expect(saves).toBe(2);
		expect(await subjects.count()).toBe(4);
	});

	test('stay the same bytes when nobody was erased, or somebody else', async () => {
		const readings = [created('i1', 'ana'), said('i1')];
		await erase('eva');
		await newIntake().accept(readings, arrival);
		const sent = readings.map((reading) =>
			reading.ok ? (JSON.parse(reading.candidate.raw.toString()) as unknown) : null
		);
		expect(await stored()).toEqual(sent);
		expect(saves).toBe(0);
	});
});
