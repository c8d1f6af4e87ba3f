/** Who may use what of scorecards, of the figures and money behind them, and of what was frozen. */
import type { RouteNeeds } from './route-needs.ts';

export const SCORECARD_ROUTES: Readonly<Record<string, RouteNeeds>> = {
	'/scorecards': { GET: ['scorecards.read'] },
	'/scorecards/new': {
		GET: ['scorecards.manage'],
		'?/create': ['scorecards.manage'],
		'?/import': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/edit': {
		GET: ['scorecards.manage'],
		'?/save': ['scorecards.manage'],
		'?/check': ['scorecards.manage'],
		'?/change': ['scorecards.manage'],
		'?/archive': ['scorecards.manage'],
		'?/restore': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/versions': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/versions/export': { GET: ['scorecards.read'] },
	'/scorecards/figures': { GET: ['figures.enter', 'figures.approve'] },
	'/scorecards/figures/new': { GET: ['scorecards.manage'], '?/create': ['scorecards.manage'] },
	'/scorecards/figures/waiting': {
		GET: ['figures.enter', 'figures.approve'],
		'?/approve': ['figures.approve'],
		'?/refuse': ['figures.approve']
	},
	'/scorecards/figures/import': {
		GET: ['figures.enter'],
		'?/preview': ['figures.enter'],
		'?/save': ['figures.enter']
	},
	'/scorecards/figures/import/template': { GET: ['figures.enter'] },
	'/scorecards/figures/[figure]': {
		GET: ['figures.enter', 'figures.approve'],
		'?/enter': ['figures.enter'],
		'?/none': ['figures.enter'],
		'?/withdraw': ['figures.enter']
	},
	'/scorecards/figures/[figure]/edit': {
		GET: ['scorecards.manage'],
		'?/save': ['scorecards.manage'],
		'?/archive': ['scorecards.manage'],
		'?/restore': ['scorecards.manage']
	},
	'/scorecards/money': { GET: ['money.manage'] },
	'/scorecards/money/rates': {
		GET: ['money.manage'],
		'?/add': ['money.manage'],
		'?/withdraw': ['money.manage']
	},
	'/scorecards/money/contracts': { GET: ['money.manage'], '?/withdraw': ['money.manage'] },
	'/scorecards/money/contracts/new': { GET: ['money.manage'], '?/create': ['money.manage'] },
	'/scorecards/[scorecard]': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/units': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/report.pdf': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/report.xlsx': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/freeze': {
		GET: ['scorecards.manage'],
		'?/freeze': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/reports': {
		GET: ['scorecards.read'],
		'?/create': ['scorecards.manage'],
		'?/pause': ['scorecards.manage'],
		'?/resume': ['scorecards.manage'],
		'?/remove': ['scorecards.manage'],
		'?/send': ['scorecards.manage'],
		'?/retry': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/reports/[schedule]': {
		GET: ['scorecards.manage'],
		'?/save': ['scorecards.manage']
	},
	// Whoever reaches the unit it was frozen for.
	'/scorecards/frozen/[id]': { GET: ['scorecards.read'] },
	'/scorecards/frozen/[id]/report.pdf': { GET: ['scorecards.read'] },
	'/scorecards/frozen/[id]/report.xlsx': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/measures/[measure]': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/map': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/initiatives': { GET: ['scorecards.read'] },
	'/scorecards/[scorecard]/initiatives/new': {
		GET: ['scorecards.manage'],
		'?/create': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/initiatives/[initiative]': {
		GET: ['scorecards.read'],
		'?/archive': ['scorecards.manage'],
		'?/restore': ['scorecards.manage']
	},
	'/scorecards/[scorecard]/initiatives/[initiative]/edit': {
		GET: ['scorecards.manage'],
		'?/save': ['scorecards.manage']
	}
};
