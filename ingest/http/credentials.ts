/** Who sends, by bearer token: one of the configuration, or one of the store. */
import { digest } from '#lib/server/digest.ts';
import type { ApiToken } from '#lib/server/store/api-tokens.ts';
import { isApiTokenShaped } from '#lib/server/store/api-tokens.ts';
import type { Territory } from '../intake/territory.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';
import { Problem, unavailable } from './problem.ts';

/** `reader`: a token that is right, and for something else. */
export type Role = 'producer' | 'internal' | 'reader';

export interface Caller {
	/** What its quota is counted under. */
	readonly id: string;
	readonly role: Role;
	readonly mayBackfill: boolean;
	/** Sources it may send; null: any. */
	readonly sources: ReadonlySet<string> | null;
	/** Queues and teams it may name; null: any. */
	readonly territory: Territory | null;
	/** Of its token, to look at it again. */
	readonly digest: string;
}

/** Tokens of the store. */
export interface TokenDirectory {
	/** As last read; null when it is unknown or may no longer be used. */
	token(digest: string): ApiToken | null;
	/** Asks the store. Throws UnavailableError. */
	newToken(digest: string): Promise<ApiToken | null>;
	/** What a token of the team may name; null: everything. */
	territory(team: string): Territory | null;
	touch(id: string): void;
}

export interface FixedTokens {
	readonly producer: string;
	readonly internal: string;
	readonly reader: string | null;
}

export class Credentials {
	/** By digest: how long it takes to find one says nothing about a token that is nearly right. */
	readonly #fixed: ReadonlyMap<string, Caller>;
	readonly #directory: TokenDirectory;

	constructor(fixed: FixedTokens, directory: TokenDirectory) {
		const callers = (['reader', 'internal', 'producer'] as const).flatMap((role) => {
			const token = fixed[role];
			return token === null ? [] : [fixedCaller(role, digest(token))];
		});
		this.#fixed = new Map(callers.map((caller) => [caller.digest, caller]));
		this.#directory = directory;
	}

	/** Null for no or an unknown token. Throws UnavailableError when nobody can say. */
	async callerOf(authorization: string | undefined): Promise<Caller | null> {
		const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
		if (token === undefined) return null;
		const given = digest(token);
		const known = this.#known(given);
		if (known !== null || !isApiTokenShaped(token)) return known;
		return (await this.#directory.newToken(given)) === null ? null : this.#known(given);
	}

	#known(given: string): Caller | null {
		const fixed = this.#fixed.get(given);
		if (fixed) return fixed;
		const token = this.#directory.token(given);
		if (token === null) return null;
		this.#directory.touch(token.id);
		return tokenCaller(token, this.#directory.territory(token.team), given);
	}

	/** Throws a 401, 403 or 503. */
	async demand(authorization: string | undefined, roles: readonly Role[]): Promise<Caller> {
		const caller = await this.callerOf(authorization).catch((cause: unknown) => {
			throw cause instanceof UnavailableError ? unavailable(cause.code, cause.retryAfterS) : cause;
		});
		if (caller === null) {
			const error = authorization === undefined ? '' : ' error="invalid_token"';
			throw new Problem(401, 'unauthorized', 'a valid bearer token is required', {
				'www-authenticate': `Bearer realm="atalaya"${error ? `,${error}` : ''}`
			});
		}
		if (!roles.includes(caller.role)) {
			throw new Problem(403, 'forbidden', 'this token does not have the right to do that');
		}
		return caller;
	}

	/** What the caller of a connection that stays open may do by now; null when its token may no longer be used. */
	again({ digest: given }: Caller): Caller | null {
		return this.#known(given);
	}
}

const fixedCaller = (role: Role, of: string): Caller => ({
	id: role,
	role,
	mayBackfill: role === 'producer',
	sources: null,
	territory: null,
	digest: of
});

const tokenCaller = (
	{ id, scopes, sources }: ApiToken,
	territory: Territory | null,
	of: string
): Caller => ({
	id: `token:${id}`,
	role: scopes.includes('ingest') ? 'producer' : 'reader',
	mayBackfill: scopes.includes('ingest') && scopes.includes('backfill'),
	sources: sources.length === 0 ? null : new Set(sources),
	territory,
	digest: of
});
