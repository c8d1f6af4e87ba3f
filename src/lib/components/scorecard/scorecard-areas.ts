/** The pages around scorecards, in their order. */
import type { Right } from '#lib/domain/access/right.ts';

export interface ScorecardArea {
	readonly href: string;
	readonly label: 'scorecard.list.title' | 'figures.title' | 'money.title';
	/** One of these is enough. */
	readonly needs: readonly Right[];
}

const LIST: ScorecardArea = {
	href: '/scorecards',
	label: 'scorecard.list.title',
	needs: ['scorecards.read']
};

export const SCORECARD_AREAS: readonly ScorecardArea[] = [
	LIST,
	{
		href: '/scorecards/figures',
		label: 'figures.title',
		needs: ['figures.enter', 'figures.approve']
	},
	{ href: '/scorecards/money', label: 'money.title', needs: ['money.manage'] }
];

/** Everything that is no other area is a scorecard. */
export const scorecardAreaOf = (pathname: string): ScorecardArea =>
	SCORECARD_AREAS.find(
		(area) => area !== LIST && (pathname === area.href || pathname.startsWith(`${area.href}/`))
	) ?? LIST;

/** These have their own navigation, and need the room. */
const BARE: ReadonlySet<string> = new Set([
	'/scorecards/[scorecard]',
	'/scorecards/[scorecard]/units',
	'/scorecards/[scorecard]/measures/[measure]'
]);

export const isBareScorecardPage = (routeId: string | null): boolean =>
	routeId !== null && BARE.has(routeId);
