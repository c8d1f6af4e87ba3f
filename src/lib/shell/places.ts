/** Where the navigation leads, for whom. */
import type { Right } from '#lib/domain/access/right.ts';

export interface Place {
	readonly href: string;
	/** Key of its name. */
	readonly label:
		| `shell.${'boards' | 'myDay' | 'interactions' | 'pair' | 'administration'}`
		| `${'history' | 'workforce' | 'alerts' | 'quality' | 'review' | 'coaching' | 'scorecard'}.title`;
	readonly needs: Right;
}

export const PLACES: readonly Place[] = [
	{ href: '/', label: 'shell.boards', needs: 'boards.view' },
	{ href: '/my-day', label: 'shell.myDay', needs: 'own.read' },
	{ href: '/history', label: 'history.title', needs: 'metrics.read' },
	{ href: '/scorecards', label: 'scorecard.title', needs: 'scorecards.read' },
	{ href: '/schedules', label: 'workforce.title', needs: 'schedules.manage' },
	{ href: '/alerts', label: 'alerts.title', needs: 'alerts.view' },
	{ href: '/quality', label: 'quality.title', needs: 'quality.read' },
	{ href: '/my-evaluations', label: 'review.title', needs: 'quality.own' },
	{ href: '/coaching', label: 'coaching.title', needs: 'coaching.manage' },
	{ href: '/my-coaching', label: 'coaching.title', needs: 'coaching.own' },
	{ href: '/interactions', label: 'shell.interactions', needs: 'interactions.read' },
	{ href: '/pair', label: 'shell.pair', needs: 'screens.pair' },
	{ href: '/administration', label: 'shell.administration', needs: 'people.manage' }
];

/** The place a page belongs to: the longest address it starts with. */
export function placeOf(pathname: string, places: readonly Place[]): Place | null {
	const within = places.filter(({ href }) =>
		href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
	);
	return within.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}
