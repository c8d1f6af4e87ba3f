import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({
	...data,
	catalog: await loadCatalog(data.preferences.language)
});
