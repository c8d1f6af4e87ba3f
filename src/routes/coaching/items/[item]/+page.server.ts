import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { readItem } from '#lib/server/quality/coaching/item-form.ts';
import { itemNodes } from '#lib/server/quality/coaching/item-nodes.ts';
import { usableItems } from '#lib/server/quality/coaching/seen-tasks.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent<{ item: string }>, 'locals' | 'params'>;

/** The same for an item that is not there and for one of other teams. */
async function find({ locals: { principal }, params }: Asked) {
	const parts = await runtime();
	const stored = (await usableItems(parts, principal)).find(
		({ id, isOwn }) => id === params.item && isOwn
	);
	if (!stored) error(404, 'no such item');
	return { parts, stored, nodes: await itemNodes(parts, principal) };
}

export const load: PageServerLoad = async (event) => {
	const { stored, nodes } = await find(event);
	return { stored, nodes };
};

export const actions: Actions = {
	async save(event) {
		const { parts, stored, nodes } = await find(event);
		const form = await event.request.formData();
		const { team, item, faults } = readItem(
			form,
			nodes.map(({ id }) => id)
		);
		if (faults.length > 0) return fail(422, { faults, team, item });
		const draft = { team, item, revision: countField(form, 'revision') ?? 0 };
		const saved = await parts.quality.coaching.items.save(stored.id, draft, actingIn(event));
		if (!saved.ok) return fail(409, { fault: saved.fault, team, item });
		redirect(303, '/coaching/items?done=saved');
	}
};
