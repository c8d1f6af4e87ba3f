/** The one place where a request is let through or refused by what it asks for. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Act, Method, Need } from './route-needs.ts';
import { ROUTES } from './table.ts';

export type Verdict =
	| 'allowed'
	/** Nobody is signed in, and somebody must be. */
	| 'unknown'
	| 'forbidden'
	/** Not in the table, or no such method. */
	| 'missing';

export function meets(principal: Principal | null, need: Need): Verdict {
	if (need === 'anyone') return 'allowed';
	if (principal === null) return 'unknown';
	if (need === 'person') return principal.kind === 'person' ? 'allowed' : 'forbidden';
	return need.some((right) => may(principal, right)) ? 'allowed' : 'forbidden';
}

/** `POST /?/create` is the act `?/create`, `POST /sign-out` without a named action `POST`; HEAD is GET. */
export function actOf(method: string, url: URL): Act {
	const action = [...url.searchParams.keys()].find((key) => key.startsWith('/'));
	if (method === 'POST' && action !== undefined) return `?${action}` as Act;
	return (method === 'HEAD' ? 'GET' : method) as Method;
}

/** What every route and method asks for; null for a route that nobody entered. */
export function needOf(routeId: string, act: Act): Need | null {
	const needs = Object.hasOwn(ROUTES, routeId) ? ROUTES[routeId] : undefined;
	return needs && Object.hasOwn(needs, act) ? (needs[act] ?? null) : null;
}

export function authorise(principal: Principal | null, routeId: string, act: Act): Verdict {
	const need = needOf(routeId, act);
	return need === null ? 'missing' : meets(principal, need);
}
