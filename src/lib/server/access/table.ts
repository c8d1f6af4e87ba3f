/**
 * Who may use what: every page, endpoint, form action and live topic, by the id of its route. What is not here is refused,
 * and a test walks the routes for any that is missing. Which rows are seen is decided further in, by scopes.
 */
import type { Need, RouteNeeds } from './route-needs.ts';
import { SCORECARD_ROUTES } from './scorecard-routes.ts';

export const ROUTES: Readonly<Record<string, RouteNeeds>> = {
	'/': {
		GET: 'person',
		'?/create': ['boards.edit'],
		'?/duplicate': ['boards.edit'],
		'?/remove': ['boards.edit']
	},
	'/wallboard/[board]': { GET: ['boards.view'] },
	'/wallboard/[board]/edit': { GET: ['boards.edit'] },
	'/boards/[board]': { GET: ['boards.edit'], PUT: ['boards.edit'] },
	'/interactions': { GET: ['interactions.read'] },
	'/interactions/[id]': { GET: ['interactions.read'] },
	'/complaints': { GET: ['interactions.read'] },
	// Only with an address that a page made for this session; an agent gets none but of what was evaluated.
	'/recordings/[recording]': { GET: ['interactions.read', 'quality.own'] },
	'/recordings/[recording]/peaks': { GET: ['interactions.read', 'quality.own'] },
	'/recordings/[recording]/address': { GET: ['interactions.read', 'quality.own'] },
	'/my-day': { GET: ['own.read'] },
	'/history': { GET: ['metrics.read'] },
	'/history/answer': { GET: ['metrics.read'] },
	'/alerts': { GET: ['alerts.view'], '?/acknowledge': ['alerts.manage'] },
	'/alerts/rules': {
		GET: ['alerts.manage'],
		'?/pause': ['alerts.manage'],
		'?/resume': ['alerts.manage'],
		'?/remove': ['alerts.manage']
	},
	'/alerts/rules/new': { GET: ['alerts.manage'], '?/create': ['alerts.manage'] },
	'/alerts/rules/[rule]': {
		GET: ['alerts.manage'],
		'?/save': ['alerts.manage'],
		'?/test': ['alerts.manage'],
		'?/secret': ['alerts.manage']
	},
	...SCORECARD_ROUTES,
	'/quality': {
		GET: ['quality.evaluate', 'quality.read'],
		'?/start': ['quality.evaluate'],
		'?/skip': ['quality.evaluate']
	},
	'/quality/plans': {
		GET: ['quality.manage'],
		'?/pause': ['quality.manage'],
		'?/resume': ['quality.manage'],
		'?/remove': ['quality.manage']
	},
	'/quality/plans/new': {
		GET: ['quality.manage'],
		'?/create': ['quality.manage'],
		'?/preview': ['quality.manage']
	},
	'/quality/plans/[plan]': {
		GET: ['quality.manage'],
		'?/save': ['quality.manage'],
		'?/preview': ['quality.manage'],
		'?/draw': ['quality.manage']
	},
	'/quality/plans/[plan]/draws/[period]': {
		GET: ['quality.manage'],
		'?/verify': ['quality.manage']
	},
	'/quality/plans/[plan]/draws/[period]/keys': { GET: ['quality.manage'] },
	'/quality/calibration': { GET: ['quality.evaluate'] },
	'/quality/calibration/new': { GET: ['quality.manage'], '?/create': ['quality.manage'] },
	'/quality/calibration/[session]': {
		GET: ['quality.evaluate'],
		'?/reveal': ['quality.manage'],
		'?/decide': ['quality.manage'],
		'?/close': ['quality.manage']
	},
	'/quality/evaluations': { GET: ['quality.read'] },
	'/quality/results': { GET: ['quality.read'] },
	'/quality/results/export': { GET: ['quality.read'] },
	'/quality/results/questions': { GET: ['quality.read'] },
	'/quality/results/evaluators': { GET: ['quality.manage'] },
	'/quality/results/[agent]': { GET: ['quality.read'] },
	'/quality/evaluations/[evaluation]/history': {
		GET: ['quality.read'],
		'?/retract': ['quality.manage']
	},
	'/quality/releases': { GET: ['quality.read'], '?/release': ['quality.manage'] },
	'/quality/disputes': { GET: ['quality.read'] },
	'/quality/disputes/[evaluation]': {
		GET: ['quality.read'],
		'?/take': ['quality.manage'],
		'?/begin': ['quality.manage'],
		'?/decide': ['quality.manage']
	},
	'/my-evaluations': { GET: ['quality.own'] },
	'/my-evaluations/[evaluation]': {
		GET: ['quality.own'],
		'?/acknowledge': ['quality.own'],
		'?/dispute': ['quality.own']
	},
	'/quality/evaluations/new': { GET: ['quality.evaluate'], '?/start': ['quality.evaluate'] },
	'/quality/evaluations/[evaluation]': { GET: ['quality.evaluate', 'quality.read'] },
	'/quality/evaluations/[evaluation]/draft': { PUT: ['quality.evaluate'] },
	'/quality/evaluations/[evaluation]/submission': { POST: ['quality.evaluate'] },
	'/quality/evaluations/[evaluation]/presence': {
		PUT: ['quality.evaluate'],
		DELETE: ['quality.evaluate']
	},
	// Where a number comes from; the contacts behind it are shown to those who may read contacts.
	'/passport': { GET: ['metrics.read', 'own.read'] },
	'/schedules': { GET: ['schedules.manage'], '?/decide': ['schedules.manage'] },
	'/schedules/now': { GET: ['schedules.manage'] },
	'/schedules/import': {
		GET: ['schedules.manage'],
		'?/preview': ['schedules.manage'],
		'?/save': ['schedules.manage']
	},
	'/schedules/import/template': { GET: ['schedules.manage'] },

	'/quality/forms': {
		GET: ['quality.read'],
		'?/create': ['quality.manage'],
		'?/import': ['quality.manage'],
		'?/copy': ['quality.manage'],
		'?/archive': ['quality.manage'],
		'?/restore': ['quality.manage']
	},
	'/quality/forms/[form]': {
		GET: ['quality.manage'],
		'?/save': ['quality.manage'],
		'?/discard': ['quality.manage'],
		'?/publish': ['quality.manage']
	},
	'/quality/forms/[form]/export': { GET: ['quality.read'] },
	'/quality/forms/[form]/versions/[version]': { GET: ['quality.read'] },
	'/coaching': { GET: ['coaching.manage'] },
	'/coaching/new': { GET: ['coaching.manage'], '?/create': ['coaching.manage'] },
	'/coaching/[task]': {
		GET: ['coaching.manage'],
		'?/change': ['coaching.manage'],
		'?/close': ['coaching.manage'],
		'?/reopen': ['coaching.manage'],
		'?/cancel': ['coaching.manage']
	},
	'/coaching/items': {
		GET: ['coaching.manage'],
		'?/archive': ['coaching.manage'],
		'?/restore': ['coaching.manage']
	},
	'/coaching/items/new': { GET: ['coaching.manage'], '?/create': ['coaching.manage'] },
	'/coaching/items/[item]': { GET: ['coaching.manage'], '?/save': ['coaching.manage'] },
	'/my-coaching': { GET: ['coaching.own'] },
	'/my-coaching/[task]': {
		GET: ['coaching.own'],
		'?/quiz': ['coaching.own'],
		'?/done': ['coaching.own']
	},

	// A television is nobody until it is paired, and shows its own boards afterwards.
	'/screen': { GET: 'anyone' },
	'/screen/state': { GET: 'anyone' },
	'/screen/pairing': { POST: 'anyone' },
	'/screen/pairing/token': { POST: 'anyone' },
	'/pair': { GET: ['screens.pair'], '?/pair': ['screens.pair'] },
	'/administration': { GET: ['settings.manage'] },
	'/administration/people': { GET: ['people.manage'], '?/create': ['people.manage'] },
	'/administration/people/[person]': {
		GET: ['people.manage'],
		'?/change': ['people.manage'],
		'?/link': ['people.manage'],
		'?/removeFactor': ['people.manage'],
		'?/signOut': ['people.manage']
	},
	'/administration/teams': { GET: ['teams.manage'] },
	'/administration/teams/new': { GET: ['teams.manage'], POST: ['teams.manage'] },
	'/administration/teams/[team]': {
		GET: ['teams.manage'],
		'?/change': ['teams.manage'],
		'?/remove': ['teams.manage']
	},
	'/administration/queues': { GET: ['queues.manage'] },
	'/administration/queues/settings': { GET: ['queues.manage'], '?/save': ['queues.manage'] },
	'/administration/metrics': { GET: ['settings.manage'], '?/firstContact': ['settings.manage'] },
	'/administration/quality': { GET: ['settings.manage'], '?/save': ['settings.manage'] },
	'/administration/regulation': { GET: ['settings.manage'], '?/save': ['settings.manage'] },
	'/administration/boards': { GET: ['teams.manage'], '?/move': ['teams.manage'] },
	'/administration/tokens': {
		GET: ['tokens.manage'],
		'?/create': ['tokens.manage'],
		'?/revoke': ['tokens.manage']
	},
	'/administration/privacy': {
		GET: ['privacy.manage'],
		'?/masking': ['settings.manage'],
		'?/retention': ['settings.manage'],
		'?/erase': ['privacy.manage'],
		'?/retry': ['privacy.manage']
	},
	'/administration/privacy/export': { POST: ['privacy.manage'] },
	'/administration/audit': { GET: ['audit.read'], '?/verify': ['audit.read'] },
	'/administration/audit/export': { GET: ['audit.read'] },
	'/administration/screens': {
		GET: ['screens.manage'],
		'?/change': ['screens.manage'],
		'?/revoke': ['screens.manage'],
		'?/identify': ['screens.manage']
	},

	'/api/[...path]': {
		GET: 'anyone',
		POST: 'anyone',
		PUT: 'anyone',
		PATCH: 'anyone',
		DELETE: 'anyone'
	},
	'/api/v1/metrics': { GET: ['metrics.read', 'own.read'] },
	'/api/v1/metrics/query': { GET: ['metrics.read', 'own.read'] },
	'/api/v1/metrics/export': { GET: ['metrics.read', 'own.read'] },
	'/api/v1/outlook': { GET: ['metrics.read'] },
	'/movement': { GET: ['metrics.read'] },
	'/api/v1/metrics/contacts': { GET: ['interactions.read'] },
	'/api/v1/interactions': { GET: ['interactions.read'] },
	'/api/v1/interactions/[id]': { GET: ['interactions.read'] },
	'/api/v1/workforce/now': { GET: ['schedules.manage', 'metrics.agents'] },
	'/api/v1/alerts': { GET: ['alerts.view'] },
	'/api/v1/alerts/[id]/acknowledge': { POST: ['alerts.manage'] },
	'/api/v1/figures': { GET: ['figures.enter'] },
	'/api/v1/figures/values': { GET: ['figures.enter'], POST: ['figures.enter'] },
	'/api/v1/openapi.json': {
		GET: ['metrics.read', 'own.read', 'interactions.read', 'boards.view']
	},
	'/api/v1/asyncapi.json': {
		GET: ['metrics.read', 'own.read', 'interactions.read', 'boards.view']
	},

	'/sign-in': { GET: 'anyone', '?/password': 'anyone', '?/demo': 'anyone' },
	'/sign-in/code': { GET: 'anyone', POST: 'anyone' },
	'/sign-in/oidc': { GET: 'anyone', POST: 'anyone' },
	'/sign-out': { POST: 'anyone' },
	// The address is the secret.
	'/welcome/[token]': { GET: 'anyone', POST: 'anyone' },
	'/account': {
		GET: 'person',
		'?/password': 'person',
		'?/begin': 'person',
		'?/confirm': 'person',
		'?/codes': 'person',
		'?/remove': 'person',
		'?/leave': 'person',
		'?/leaveEverywhere': 'person'
	},

	'/refused': { GET: 'anyone' },
	'/healthz': { GET: 'anyone' },
	'/readyz': { GET: 'anyone' },
	// Counts of this process, nothing of contacts; behind a proxy, keep it inside.
	'/metrics': { GET: 'anyone' }
};

/** Topics of the websocket `/live`. */
export const TOPICS: Readonly<Record<string, Need>> = {
	board: ['boards.view'],
	// That something about evaluations changed, not what.
	quality: ['quality.read', 'quality.evaluate', 'quality.manage'],
	// That something scorecards show changed, not what.
	scorecards: ['scorecards.read']
};
