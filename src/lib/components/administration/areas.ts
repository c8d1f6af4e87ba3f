/** The pages of the administration, in their order. */
import type { Right } from '#lib/domain/access/right.ts';

export interface Area {
	readonly href: string;
	readonly label:
		| 'admin.overview'
		| 'admin.people'
		| 'admin.teams'
		| 'admin.queues'
		| 'surveys.metrics'
		| 'review.settings'
		| 'regulation.title'
		| 'admin.boards'
		| 'admin.screens'
		| 'admin.tokens'
		| 'admin.privacy'
		| 'admin.audit';
	readonly needs: Right;
}

const OVERVIEW: Area = {
	href: '/administration',
	label: 'admin.overview',
	needs: 'settings.manage'
};

export const AREAS: readonly Area[] = [
	OVERVIEW,
	{ href: '/administration/people', label: 'admin.people', needs: 'people.manage' },
	{ href: '/administration/teams', label: 'admin.teams', needs: 'teams.manage' },
	{ href: '/administration/queues', label: 'admin.queues', needs: 'queues.manage' },
	{ href: '/administration/metrics', label: 'surveys.metrics', needs: 'settings.manage' },
	{ href: '/administration/quality', label: 'review.settings', needs: 'settings.manage' },
	{ href: '/administration/regulation', label: 'regulation.title', needs: 'settings.manage' },
	{ href: '/administration/boards', label: 'admin.boards', needs: 'teams.manage' },
	{ href: '/administration/screens', label: 'admin.screens', needs: 'screens.manage' },
	{ href: '/administration/tokens', label: 'admin.tokens', needs: 'tokens.manage' },
	{ href: '/administration/privacy', label: 'admin.privacy', needs: 'privacy.manage' },
	{ href: '/administration/audit', label: 'admin.audit', needs: 'audit.read' }
];

/** The area an address belongs to. */
export const areaOf = (pathname: string): Area =>
	AREAS.slice(1).find(({ href }) => pathname === href || pathname.startsWith(`${href}/`)) ??
	OVERVIEW;
