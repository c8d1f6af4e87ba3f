import { error } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { readInteraction } from '#lib/server/api/read-interaction.ts';
import { actorOf } from '#lib/server/audit/actor.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { contactView } from '#lib/server/records/contact-view.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { audit, config, log, quality } = parts;
	const { principal } = event.locals;
	const asking = await askingOf(parts, event);
	const actor = actorOf({ principal, address: event.getClientAddress() });
	const { id } = event.params;
	const contact = await readInteraction(id, asking, { audit, actor })
		.then((answer) => answer && contactView(answer, asking))
		.then(
			async (view) =>
				view && {
					...view,
					recordings: principal ? await quality.recordings.playable(id, principal, asking) : []
				}
		)
		.catch((cause: unknown) => {
			if (!(cause instanceof QueryError)) throw cause;
			log.error({ err: cause }, 'contact');
			error(503, 'the database does not answer');
		});
	// The same for one that is not there and for one of other teams.
	if (!contact) error(404, 'no such contact');
	return { contact, zone: config.timeZone };
};
