import { fail, redirect } from '@sveltejs/kit';
import type { LearningItem } from '#lib/domain/quality/coaching/learning-item.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { readItem } from '#lib/server/quality/coaching/item-form.ts';
import { itemNodes } from '#lib/server/quality/coaching/item-nodes.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const NEW_ITEM: LearningItem = {
	title: '',
	kind: 'text',
	text: '',
	address: '',
	quiz: [],
	passAt: 0.8
};

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const nodes = await itemNodes(await runtime(), principal);
	return { nodes, team: nodes[0]?.id ?? '', item: NEW_ITEM };
};

export const actions: Actions = {
	async create(event) {
		const parts = await runtime();
		const nodes = await itemNodes(parts, event.locals.principal);
		const form = await event.request.formData();
		const { team, item, faults } = readItem(
			form,
			nodes.map(({ id }) => id)
		);
		if (faults.length > 0) return fail(422, { faults, team, item });
		await parts.quality.coaching.items.create({ team, item }, actingIn(event));
		redirect(303, '/coaching/items?done=saved');
	}
};
