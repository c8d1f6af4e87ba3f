import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	// Read, so that a changed ?lang= or ?theme= asks again.
	url.searchParams.get('lang');
	return { preferences: locals.preferences };
};
