/**
 * Who may use what: every page, endpoint, form action and live topic, by the id of its route. What is not here is refused,
 * and a test walks the routes for any that is missing. Which rows are seen is decided further in, by scopes.
 */
import type { Right } from '#lib/domain/access/right.ts';

/** `anyone`: without signing in. `person`: whoever is signed in. Else one of these rights. */
export type Need = 'anyone' | 'person' | readonly Right[];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** A form action is named as in its address: `?/create`. */
export type Act = Method | `?/${string}`;
export type RouteNeeds = Readonly<Partial<Record<Act, Need>>>;

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

	'/api/[...path]': {
		GET: 'anyone',
		POST: 'anyone',
		PUT: 'anyone',
		PATCH: 'anyone',
		DELETE: 'anyone'
	},
	'/api/v1/metrics': { GET: ['metrics.read', 'own.read'] },
	'/api/v1/metrics/query': { GET: ['metrics.read', 'own.read'] },
	'/api/v1/interactions/[id]': { GET: ['interactions.read'] },

	'/refused': { GET: 'anyone' },
	'/healthz': { GET: 'anyone' },
	'/readyz': { GET: 'anyone' },
	// Counts of this process, nothing of contacts; behind a proxy, keep it inside.
	'/metrics': { GET: 'anyone' }
};

/** Topics of the websocket `/live`. */
export const TOPICS: Readonly<Record<string, Need>> = { board: ['boards.view'] };
