import { auditChoices } from '#lib/server/administration/audit-choices.ts';
import { addressOf, filterOf, readAsked } from '#lib/server/administration/audit-query.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;
/** A page does not wait longer for the chain to be verified: it says how far that is. */
const PATIENCE_MS = 1500;

const patience = (): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, PATIENCE_MS).unref();
	});

export const load: PageServerLoad = async ({ url }) => {
	const { audit, chain, people, store } = await runtime();
	const asked = readAsked(url.searchParams);
	const [rows, persons] = await Promise.all([
		audit.list({
			...filterOf(asked),
			limit: PAGE_ROWS + 1,
			...(asked.before === null ? {} : { before: asked.before })
		}),
		people.list()
	]);
	const names = new Map(persons.map(({ id, name }) => [id, name]));
	const [choices] = await Promise.all([
		auditChoices(store.database, names),
		Promise.race([chain.look(), patience()])
	]);
	const entries = rows.slice(0, PAGE_ROWS);
	const last = entries.at(-1);
	const path = '/administration/audit';
	return {
		asked,
		choices,
		chain: chain.state,
		entries: entries.map(({ previous_hash: _previous, hash: _hash, ...entry }) => entry),
		older:
			rows.length > PAGE_ROWS && last ? addressOf(path, asked, { before: String(last.seq) }) : null,
		newest: asked.before === null ? null : addressOf(path, asked),
		csv: addressOf(`${path}/export`, asked, { format: 'csv' }),
		ndjson: addressOf(`${path}/export`, asked, { format: 'ndjson' })
	};
};

export const actions: Actions = {
	async verify() {
		const { chain } = await runtime();
		await chain.walk();
		return { verified: true as const };
	}
};
