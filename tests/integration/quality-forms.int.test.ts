/** Forms in both stores: drafts of several people, versions that never change, and what the audit log says of them. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import { changeQuestion } from '#lib/domain/quality/edit-form.ts';
import { mayEditForm, mayUseForm } from '#lib/domain/quality/form-access.ts';
import { formFile } from '#lib/domain/quality/form-shape.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import { readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import { scoreForm } from '#lib/domain/quality/scoring.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import type { FormStore, StoredForm } from '#lib/server/quality/forms.ts';
import { readImport, readSentForm } from '#lib/server/quality/sent-form.ts';
import type { Store } from '#lib/server/store/database.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const QUALITY: Actor = { kind: 'person', id: 'quality', name: 'Quality', address: '' };
const OTHER: Actor = { kind: 'person', id: 'other', name: 'Other', address: '' };
const voice = readyForm('voice', 'es');
const renamed = (name: string, content = voice): FormContent => ({ ...content, name });
const heavier = changeQuestion(voice, 'greeting', (question) => ({ ...question, weight: 4 }));

onBothStores('forms of evaluation', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let nowMs: number;
	let forms: FormStore;
	let audit: ReturnType<typeof createAuditLog>;

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		nowMs = NOW;
		const now = () => nowMs;
		audit = createAuditLog(store.database, Buffer.alloc(32), now);
		forms = createFormStore(store.database, { audit, now });
	});
	afterEach(() => place.remove());

	async function create(content = voice): Promise<StoredForm> {
		const saved = await forms.create({ team: 'company', content, from: 'ready' }, QUALITY);
		if (!saved.ok) throw new Error(saved.reason);
		return saved.stored;
	}
	async function publish({ id, revision }: StoredForm): Promise<StoredForm> {
		expect(await forms.publish(id, revision, QUALITY)).toMatchObject({ ok: true });
		const stored = await forms.find(id);
		if (!stored) throw new Error('gone');
		return stored;
	}

	test('a draft becomes a version with the hash of its content, and the next one leaves it as it was', async () => {
		const draft = await create();
		expect([draft.revision, draft.newest, draft.draft]).toEqual([1, null, voice]);
		expect(await forms.newest(draft.id)).toBeNull();

		const first = await publish(draft);
		expect(first).toMatchObject({ draft: null, newest: { version: 1, publishedAtMs: NOW } });
		nowMs += 1000;
		const content = heavier;
		const saved = await forms.saveDraft(first.id, { content, revision: first.revision }, QUALITY);
		if (!saved.ok) throw new Error(saved.reason);
		await publish(saved.stored);

		const versions = await forms.versions(draft.id);
		expect(versions.map(({ version, publishedAtMs }) => [version, publishedAtMs])).toEqual([
			[2, NOW + 1000],
			[1, NOW]
		]);
		expect(await forms.published(draft.id, 1)).toMatchObject({ version: 1, content: voice });
		expect(await forms.newest(draft.id)).toMatchObject({ version: 2, content: heavier });
		expect(await forms.published(draft.id, 3)).toBeNull();
		const rows = await store.database
			.selectFrom('quality_form_versions')
			.select(['content', 'hash'])
			.orderBy('version')
			.execute();
		for (const row of rows)
			expect(row.hash).toBe(createHash('sha256').update(row.content).digest('hex'));
		expect(await forms.list()).toMatchObject([
			{ id: draft.id, team: 'company', name: voice.name, version: 2, mode: 'SECTION_WEIGHT' }
		]);
	});

	test('of two who save over the same revision the second is refused, and nothing of it is kept', async () => {
		const { id, revision } = await create();
		const mine = { content: renamed('mine'), revision };
		const theirs = { content: renamed('theirs'), revision };
		const both = await Promise.all([
			forms.saveDraft(id, mine, QUALITY),
			forms.saveDraft(id, theirs, OTHER)
		]);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'conflict' });
		const stored = await forms.find(id);
		expect(stored?.revision).toBe(revision + 1);
		expect(stored?.draft?.name).toBe(both[0].ok ? 'mine' : 'theirs');
		expect(await forms.publish(id, revision, QUALITY)).toEqual({ ok: false, reason: 'conflict' });
		expect(await forms.publish('none', 1, QUALITY)).toEqual({ ok: false, reason: 'gone' });
	});

	test('of two who publish at once one makes the version', async () => {
		const { id, revision } = await create();
		const both = await Promise.all([
			forms.publish(id, revision, QUALITY),
			forms.publish(id, revision, OTHER)
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await forms.versions(id)).toHaveLength(1);
	});

	test('what cannot be answered is not published, and neither is what is there already', async () => {
		const broken = changeQuestion(voice, 'greeting', (question) => ({ ...question, options: [] }));
		const draft = await create(broken);
		expect(await forms.publish(draft.id, 1, QUALITY)).toMatchObject({
			ok: false,
			reason: 'faults',
			faults: [{ pointer: '/sections/0/questions/0/options', code: 'yes-no' }]
		});
		expect(await forms.versions(draft.id)).toEqual([]);

		const published = await publish(await create());
		expect(await forms.publish(published.id, published.revision, QUALITY)).toEqual({
			ok: false,
			reason: 'unchanged'
		});
		const same = { content: voice, revision: published.revision };
		await forms.saveDraft(published.id, same, QUALITY);
		expect(await forms.publish(published.id, published.revision + 1, QUALITY)).toEqual({
			ok: false,
			reason: 'unchanged'
		});
	});

	test('a draft is discarded only where there is a version to go back to', async () => {
		const draft = await create();
		expect(await forms.discardDraft(draft.id, 1, QUALITY)).toEqual({ ok: false, reason: 'gone' });
		const { id, revision } = await publish(draft);
		await forms.saveDraft(id, { content: renamed('x'), revision }, QUALITY);
		expect(await forms.discardDraft(id, revision, QUALITY)).toMatchObject({ reason: 'conflict' });
		expect(await forms.discardDraft(id, revision + 1, QUALITY)).toMatchObject({
			ok: true,
			stored: { draft: null, revision: revision + 2 }
		});
	});

	test('every change is in the audit log, with the hash of what was published', async () => {
		const { id, revision, newest } = await publish(await create());
		await forms.saveDraft(id, { content: renamed('x'), revision }, OTHER);
		await forms.discardDraft(id, revision + 1, OTHER);
		await forms.setArchived(id, true, QUALITY);
		expect(await forms.list()).toMatchObject([{ isArchived: true, hasDraft: false }]);
		await forms.setArchived(id, false, QUALITY);
		expect(await forms.setArchived('none', true, QUALITY)).toBe(false);
		const entries = await audit.list({ limit: 20, object: `quality-form:${id}` });
		expect(entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
			'quality quality-form.restored',
			'quality quality-form.archived',
			'other quality-form.draft-discarded',
			'other quality-form.draft-saved',
			'quality quality-form.published',
			'quality quality-form.created'
		]);
		expect(JSON.parse(entries[4]?.after ?? '{}')).toMatchObject({ version: 1, hash: newest?.hash });
	});

	test('a form that went out and came back scores as it did', async () => {
		const text = JSON.stringify(formFile(heavier));
		const form = new FormData();
		form.set('file', new File([text], 'form.json', { type: 'application/json' }));
		const sent = await readImport(form);
		if (!sent.ok) throw new Error(sent.reason);
		const { newest } = await publish(await create(sent.content));
		const content = newest?.content ?? voice;
		const answers = {
			greeting: { ...NO_ANSWER, options: ['yes'] },
			tone: { ...NO_ANSWER, number: 3 }
		};
		const filled = { ...NOTHING_FILLED, answers };
		expect(scoreForm(content, filled)).toEqual(scoreForm(heavier, filled));
	});

	test('a file that is no form is told all its places, and two things of one name are refused', async () => {
		const asText = (value: unknown) => {
			const form = new FormData();
			form.set('text', typeof value === 'string' ? value : JSON.stringify(value));
			return readImport(form);
		};
		expect(await asText('')).toEqual({ ok: false, reason: 'empty' });
		expect(await asText('{')).toEqual({ ok: false, reason: 'not-json' });
		expect(await asText('x'.repeat(2_000_001))).toEqual({ ok: false, reason: 'too-large' });
		const broken = { ...formFile(voice), content: { ...voice, passAt: 2, mode: 'OWN' } };
		expect(await asText(broken)).toMatchObject({
			reason: 'faults',
			faults: [{ pointer: '/content/mode' }, { pointer: '/content/passAt' }]
		});
		const twice = { ...voice, sections: [...voice.sections, ...voice.sections] };
		const refused = await asText(formFile(twice));
		expect(refused.ok || refused.reason !== 'faults' ? [] : refused.faults).toContainEqual({
			pointer: '/content/sections/5/id',
			code: 'duplicate-id',
			about: 'opening'
		});
		const form = new FormData();
		form.set('content', JSON.stringify(voice));
		expect(readSentForm(form)).toEqual({ ok: true, content: voice });
	});
});

const NO_ANSWER = { isNa: false, options: [], number: null, text: '', comment: '' };

test('a form is used below its node and changed by those who reach it', () => {
	const node = (id: string, parent: string | null) => ({
		...{ id, parent, name: id, position: 0, queues: [], words: [] },
		kind: parent === null ? ('company' as const) : ('client' as const)
	});
	const nodes = [node('company', null), node('north', 'company'), node('south', 'company')];
	const person = (role: 'quality' | 'supervisor' | 'agent', teams: string[]) =>
		({ kind: 'person', id: 'p', name: 'p', role, teams, agent: 'a1' }) as never;
	const [above, own, foreign] = [{ team: 'company' }, { team: 'north' }, { team: 'south' }];
	const quality = person('quality', ['north']);
	expect([above, own, foreign].map((form) => mayUseForm(quality, form, nodes))).toEqual([
		true,
		true,
		false
	]);
	expect([above, own, foreign].map((form) => mayEditForm(quality, form, nodes))).toEqual([
		false,
		true,
		false
	]);
	expect(mayEditForm(person('supervisor', ['north']), own, nodes)).toBe(false);
	expect(mayUseForm(person('supervisor', ['north']), own, nodes)).toBe(true);
	expect(mayUseForm(person('agent', ['north']), own, nodes)).toBe(false);
	expect(mayUseForm(null, own, nodes)).toBe(false);
});
