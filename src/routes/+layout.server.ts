import { RIGHTS } from '#lib/domain/access/right.ts';
import type { Right } from '#lib/domain/access/right.ts';
import { may } from '#lib/domain/access/principal.ts';
import type { LayoutServerLoad } from './$types';

const ALL_RIGHTS = Object.keys(RIGHTS) as Right[];

export const load: LayoutServerLoad = ({ locals, url }) => {
	// Read, so that a changed ?lang= or ?theme= asks again.
	url.searchParams.get('lang');
	const { preferences, principal } = locals;
	return {
		preferences,
		person: principal?.kind === 'person' ? { name: principal.name, role: principal.role } : null,
		// What the page may offer; whether it is let through is decided again, for each request.
		rights: ALL_RIGHTS.filter((right) => may(principal, right))
	};
};
