/** What the form of a new token sends, and what may be wrong with it. */
import type { TokenScope } from '#lib/domain/access/token-scope.ts';

export const TOKEN_LIFETIMES = ['30', '90', '365', 'never'] as const;
export type TokenLifetime = (typeof TOKEN_LIFETIMES)[number];

export interface SentToken {
	readonly name: string;
	readonly scopes: readonly TokenScope[];
	/** One a line. */
	readonly sources: string;
	readonly team: string;
	readonly lifetime: TokenLifetime;
}

export type TokenFault = 'name' | 'scopes' | 'sources' | 'team' | 'gone';

export const NEW_TOKEN: SentToken = {
	name: '',
	scopes: [],
	sources: '',
	team: 'company',
	lifetime: '365'
};
