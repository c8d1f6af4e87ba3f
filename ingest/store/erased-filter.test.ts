import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects, subjectHash } from '#lib/server/store/erased-subjects.ts';
import type { ErasedSubjects } from '#lib/server/store/erased-subjects.ts';
import { ErasedFilter } from './erased-filter.ts';

const KEY = Buffer.alloc(32, 7);
const HOUR_MS = 3_600_000;

let dataDir: string;
let store: Store;
let nowMs = 1_790_000_000_000;
let erased: ErasedSubjects;
let filter: ErasedFilter;

const newFilter = () =>
	new ErasedFilter({ hash: (subject) => subjectHash(KEY, subject), clock: () => nowMs });

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'atalaya-erased-'));
	store = await openStore({ dataDir, databaseUrl: null });
	erased = createErasedSubjects(store, KEY, () => nowMs);
	filter = newFilter();
});
afterEach(async () => {
	await store.close();
	rmSync(dataDir, { recursive: true, force: true });
});

function event(name: EventName, subject: string, data: object): DomainEvent {
	const time = new Date(nowMs).toISOString();
	const type = `atalaya.${name}.v1`;
	const value = { specversion: '1.0', id: 'e', source: '//t', type, subject, time, data };
	const parsed = parseEvent(value, { nowMs, backfill: false });
	if (!parsed.ok) throw new Error(parsed.error.message);
	return parsed.event;
}

const created = (subject: string, customer: string) =>
	event('interaction.created', subject, { channel: 'chat', customer });
const said = (subject: string) =>
	event('interaction.message', subject, { author: 'customer', text: 'Hola' });

describe('events of erased customers', () => {
	test('are told by the customer, the interaction, the mention and the survey', async () => {
		await erased.add([
			{ kind: 'customer', id: 'ana' },
			{ kind: 'interaction', id: 'i1' },
			{ kind: 'mention', id: 'm1' },
			{ kind: 'survey', id: 's1' }
		]);
		await filter.refresh(erased);
		expect(filter.isErased(created('i9', 'ana'))).toBe(true);
		expect(filter.isErased(said('i1'))).toBe(true);
		expect(filter.isErased(event('mention.engaged', 'm1', { likes: 1 }))).toBe(true);
		expect(filter.isErased(event('survey.sent', 's1', { kind: 'csat' }))).toBe(true);
		expect(filter.isErased(event('survey.sent', 's2', { kind: 'csat', interaction: 'i1' }))).toBe(
			true
		);
		expect(filter.isErased(created('i2', 'bea'))).toBe(false);
		expect(filter.isErased(said('m1'))).toBe(false);
		expect(filter.isErased(event('agent.state', 'ana', { state: 'break' }))).toBe(false);
	});

	test('make the contact they begin an erased one, here at once and for others once it is saved', async () => {
		await erased.add([{ kind: 'customer', id: 'ana' }]);
		await filter.refresh(erased);
		expect(filter.isErased(said('new-1'))).toBe(false);
		expect(filter.isErased(created('new-1', 'ana'))).toBe(true);
		expect(filter.isErased(said('new-1'))).toBe(true);

		const other = newFilter();
		await other.refresh(erased);
		expect(other.isErased(said('new-1'))).toBe(false);
		await filter.save(erased);
		await other.refresh(erased);
		expect(other.isErased(said('new-1'))).toBe(true);
		expect(await erased.count()).toBe(2);
	});

	test('are known when an entry is added later, also by a clock that is a little behind', async () => {
		await erased.add([{ kind: 'customer', id: 'ana' }]);
		await filter.refresh(erased);
		nowMs += HOUR_MS;
		await erased.add([{ kind: 'customer', id: 'bea' }]);
		await filter.refresh(erased);
		expect(filter.isErased(created('i2', 'bea'))).toBe(true);

		nowMs -= 2 * HOUR_MS;
		await erased.add([{ kind: 'customer', id: 'eva' }]);
		nowMs += 2 * HOUR_MS;
		await filter.refresh(erased);
		expect(filter.isErased(created('i3', 'eva'))).toBe(true);
	});

	test('are those of the store again when an older one was put back', async () => {
		await erased.add([
			{ kind: 'customer', id: 'ana' },
			{ kind: 'customer', id: 'bea' }
		]);
		await filter.refresh(erased);
		await store.database
			.deleteFrom('erased_subjects')
			.where('subject_hash', '=', subjectHash(KEY, { kind: 'customer', id: 'bea' }))
			.execute();
		await filter.refresh(erased);
		expect(filter.size).toBe(1);
		expect(filter.isErased(created('i1', 'ana'))).toBe(true);
		expect(filter.isErased(created('i2', 'bea'))).toBe(false);
	});

	test('have a generation that rises when somebody is added, and only then', async () => {
		const generations = [filter.generation];
		const note = () => generations.push(filter.generation);
		await filter.refresh(erased);
		note();
		await erased.add([{ kind: 'customer', id: 'ana' }]);
		await filter.refresh(erased);
		note();
		await filter.refresh(erased);
		filter.isErased(created('i1', 'bea'));
		note();
		filter.isErased(created('i2', 'ana'));
		note();
		filter.isErased(created('i2', 'ana'));
		await filter.save(erased);
		note();
		const [start = 0] = generations;
		expect(generations.map((each) => each - start)).toEqual([0, 0, 1, 1, 2, 2]);
	});

	test('stay known here while the store takes nothing, and are saved by the next attempt', async () => {
		await erased.add([{ kind: 'customer', id: 'ana' }]);
		await filter.refresh(erased);
		filter.isErased(created('i1', 'ana'));
		await store.close();
		await expect(filter.save(erased)).rejects.toThrow();
		expect(filter.isErased(said('i1'))).toBe(true);
		store = await openStore({ dataDir, databaseUrl: null });
		const again = createErasedSubjects(store, KEY, () => nowMs);
		await Promise.all([filter.save(again), filter.save(again)]);
		expect(await again.count()).toBe(2);
	});
});
