import { redirect } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { interactionHours } from '#lib/server/queries/interaction.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

const LONGEST_ID = 200;

export const load: PageServerLoad = async (event) => {
	const id = event.url.searchParams.get('id')?.trim() ?? '';
	if (id === '') return { id, trouble: null };
	const parts = await runtime();
	const { clickhouse, tenant, ...options } = await askingOf(parts, event);
	let found: readonly object[];
	try {
		found =
			id.length > LONGEST_ID
				? []
				: await clickhouse.query('report', interactionHours, { tenant, id }, options);
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		parts.log.error({ err: error }, 'contacts');
		return { id, trouble: 'unavailable' as const };
	}
	if (found.length > 0) redirect(303, `/interactions/${encodeURIComponent(id)}`);
	// The same for one that is not there and for one of other teams.
	return { id, trouble: 'missing' as const };
};
