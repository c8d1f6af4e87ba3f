import { askingOf } from '#lib/server/api/asking.ts';
import { readMovementPage } from '#lib/server/movement/movement-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { searchParams } = event.url;
	return readMovementPage(searchParams, parts.config.timeZone, await askingOf(parts, event));
};
