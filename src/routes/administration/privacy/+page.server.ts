import { fail } from '@sveltejs/kit';
import { MASKING_KINDS, RETENTION_TABLES } from '#lib/domain/settings/settings.ts';
import type { MaskingSettings, RetentionSettings } from '#lib/domain/settings/settings.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { countField, flagField, rawField } from '#lib/server/form-fields.ts';
import { customerHash } from '#lib/server/administration/customer-hash.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_SHOWN = 50;
const MOST_DAYS = 36_500;
const LONGEST_ID = 200;

export const load: PageServerLoad = async ({ depends }) => {
	depends('atalaya:privacy');
	const { store, privacyJobs, people } = await runtime();
	const [settings, jobs, persons] = await Promise.all([
		readSettings(store.database),
		privacyJobs.list(),
		people.list()
	]);
	const names = new Map(persons.map(({ id, name }) => [id, name]));
	return {
		settings,
		jobs: jobs.slice(0, MOST_SHOWN).map((job) => ({
			...job,
			createdByName: names.get(job.createdBy) ?? job.createdBy
		})),
		isRunning: jobs.some(({ state }) => state === 'waiting' || state === 'running')
	};
};

const readMasking = (form: FormData): MaskingSettings =>
	Object.fromEntries(MASKING_KINDS.map((kind) => [kind, flagField(form, kind)])) as MaskingSettings;

/** Null when one is no number of days. */
function readRetention(form: FormData): RetentionSettings | null {
	const days = RETENTION_TABLES.map((table) => [table, countField(form, table)] as const);
	return days.every(([, n]) => n !== null && n <= MOST_DAYS)
		? (Object.fromEntries(days) as RetentionSettings)
		: null;
}

/** The id as it is in events: not tidied, as it may hold anything. Null: none, or typed in two ways. */
function readCustomer(form: FormData): string | null {
	const id = rawField(form, 'customer').trim();
	const isId = id !== '' && id.length <= LONGEST_ID && id.isWellFormed();
	return isId && rawField(form, 'again').trim() === id ? id : null;
}

export const actions: Actions = {
	async masking(event) {
		const { store, audit } = await runtime();
		const form = await event.request.formData();
		await saveSetting(store.database, audit, {
			name: 'masking',
			value: readMasking(form),
			actor: actingIn(event)
		});
		return { done: 'masking' as const };
	},
	async retention(event) {
		const { store, audit, retention, log } = await runtime();
		const form = await event.request.formData();
		const value = readRetention(form);
		if (value === null) return fail(422, { fault: 'days' as const });
		const { retentionDays: before } = await readSettings(store.database);
		// What is shortened is deleted soon, and does not come back.
		const isShorter = RETENTION_TABLES.some(
			(table) => value[table] !== 0 && (before[table] === 0 || value[table] < before[table])
		);
		if (isShorter && !flagField(form, 'shorter'))
			return fail(422, { fault: 'shorter' as const, days: value });
		await saveSetting(store.database, audit, {
			name: 'retentionDays',
			value,
			actor: actingIn(event)
		});
		// Tried again by itself when the database is away.
		await retention.apply().catch((error: unknown) => {
			log.warn({ err: error }, 'the ages of data are set later');
		});
		return { done: 'retention' as const };
	},
	async erase(event) {
		const { privacyJobs, audit, storeKey } = await runtime();
		const customer = readCustomer(await event.request.formData());
		if (customer === null) return fail(422, { fault: 'twice' as const });
		const actor = actingIn(event);
		const id = await privacyJobs.startErasure(customer, actor.id);
		await audit.record(actor, {
			action: 'customer.erasure-started',
			object: `privacy-job:${id}`,
			before: null,
			after: { customerHash: customerHash(storeKey, customer) }
		});
		return { done: 'erase' as const };
	},
	async retry(event) {
		const { privacyJobs, audit } = await runtime();
		const id = rawField(await event.request.formData(), 'id');
		if (!(await privacyJobs.retry(id))) return fail(404, { fault: 'gone' as const });
		await audit.record(actingIn(event), {
			action: 'customer.erasure-retried',
			object: `privacy-job:${id}`,
			before: null,
			after: null
		});
		return { done: 'retry' as const };
	}
};
