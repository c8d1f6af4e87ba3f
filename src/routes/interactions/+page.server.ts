import { redirect } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { interactionHours } from '#lib/server/queries/interaction.ts';
import { readContactList } from '#lib/server/passport/contact-list.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

const LONGEST_ID = 200;

/** Opens the contact of that id; what is told when there is none. */
async function openById(
	id: string,
	event: PageServerLoadEvent
): Promise<'missing' | 'unavailable' | null> {
	if (id === '') return null;
	const parts = await runtime();
	const { clickhouse, tenant, now: _now, ...options } = await askingOf(parts, event);
	let found: readonly object[];
	try {
		found =
			id.length > LONGEST_ID
				? []
				: await clickhouse.query('report', interactionHours, { tenant, id }, options);
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		parts.log.error({ err: error }, 'contacts');
		return 'unavailable';
	}
	if (found.length > 0) redirect(303, `/interactions/${encodeURIComponent(id)}`);
	// The same for one that is not there and for one of other teams.
	return 'missing';
}

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const id = searchParams.get('id')?.trim() ?? '';
	const parts = await runtime();
	const zone = parts.config.timeZone;
	const trouble = await openById(id, event);
	const { now, ...asking } = await askingOf(parts, event);
	const { failure, ...list } = await readContactList(searchParams, {
		...asking,
		nowMs: now(),
		zone
	});
	if (failure !== null) parts.log.error({ err: failure }, 'contacts');
	return { id, trouble, zone, ...list };
};
