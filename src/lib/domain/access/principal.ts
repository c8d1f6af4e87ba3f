/** Who a request comes from, once that is known. */
import type { Holder, Right } from './right.ts';
import { mayHold } from './right.ts';
import type { Role } from './role.ts';
import type { TokenScope } from './token-scope.ts';

export interface PersonPrincipal {
	readonly kind: 'person';
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** Nodes of the tree of teams the person belongs to. */
	readonly teams: readonly string[];
	/** Id of the agent in events; null for those who do not answer contacts. */
	readonly agent: string | null;
	readonly sessionId: string;
	readonly isDemo: boolean;
}

export interface ScreenPrincipal {
	readonly kind: 'screen';
	readonly id: string;
	readonly name: string;
	/** The only boards it may show. */
	readonly boards: readonly string[];
}

export interface TokenPrincipal {
	readonly kind: 'token';
	readonly id: string;
	readonly name: string;
	readonly scopes: readonly TokenScope[];
	/** The node it reads; null: all, the token of the environment. */
	readonly team: string | null;
}

export type Principal = PersonPrincipal | ScreenPrincipal | TokenPrincipal;

function holdersOf(principal: Principal): readonly Holder[] {
	switch (principal.kind) {
		case 'person':
			return [principal.role];
		case 'screen':
			return ['screen'];
		case 'token':
			return principal.scopes.map((scope) => `token:${scope}` as const);
		default:
			return principal satisfies never;
	}
}

export const may = (principal: Principal | null, right: Right): boolean =>
	principal !== null && holdersOf(principal).some((holder) => mayHold(holder, right));
