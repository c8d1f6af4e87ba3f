/** The pages of one scorecard, in their order. */
import type { Right } from '#lib/domain/access/right.ts';

export interface ScorecardTab {
	/** Below the address of the scorecard; empty: its board. */
	readonly path: string;
	readonly label:
		| `scorecard.tab.${'board' | 'initiatives' | 'versions' | 'edit'}`
		| 'strategy.title'
		| 'units.tab'
		| 'reports.title';
	readonly needs: Right;
}

export const SCORECARD_TABS: readonly ScorecardTab[] = [
	{ path: '', label: 'scorecard.tab.board', needs: 'scorecards.read' },
	{ path: 'units', label: 'units.tab', needs: 'scorecards.read' },
	{ path: 'map', label: 'strategy.title', needs: 'scorecards.read' },
	{ path: 'initiatives', label: 'scorecard.tab.initiatives', needs: 'scorecards.read' },
	{ path: 'reports', label: 'reports.title', needs: 'scorecards.read' },
	{ path: 'versions', label: 'scorecard.tab.versions', needs: 'scorecards.read' },
	{ path: 'edit', label: 'scorecard.tab.edit', needs: 'scorecards.manage' }
];
