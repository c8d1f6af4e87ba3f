/** Who a request comes from, and what that reaches. */
import type {
	Principal,
	ScreenPrincipal,
	TokenPrincipal,
	PersonPrincipal
} from '#lib/domain/access/principal.ts';
import { boardScope, mayEditBoard, maySeeBoard } from '#lib/domain/access/board-access.ts';
import type { BoardAccess } from '#lib/domain/access/board-access.ts';
import { EVERYTHING, scopeOf } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { TokenScope } from '#lib/domain/access/token-scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { sameToken } from '../digest.ts';

/** What a request brings to say who it is. */
export interface Credentials {
	/** The `Authorization` header. */
	readonly authorization: string | null;
	/** Token of the cookie of a person who signed in. */
	readonly session: string | null;
	/** Token of the cookie of a paired screen. */
	readonly screen: string | null;
}

export interface AccessSources {
	readonly session: (token: string) => Promise<PersonPrincipal | null>;
	/** With the address it came from, for the audit log. */
	readonly screen: (token: string, address: string) => Promise<ScreenPrincipal | null>;
	readonly token: (token: string) => Promise<TokenPrincipal | null>;
	/** The token of the environment, with every scope of reading; null: none. */
	readonly environmentToken: string | null;
	readonly nodes: () => Promise<readonly TeamNode[]>;
}

const READING: readonly TokenScope[] = ['metrics', 'interactions', 'boards'];
const ENVIRONMENT: TokenPrincipal = {
	kind: 'token',
	id: 'environment',
	name: 'API_TOKEN',
	scopes: READING,
	team: null
};

export class Access {
	readonly #sources: AccessSources;

	constructor(sources: AccessSources) {
		this.#sources = sources;
	}

	/** A bearer token wins over cookies, a person over a screen; a token that is not known is nobody. */
	async identify(
		{ authorization, session, screen }: Credentials,
		address = ''
	): Promise<Principal | null> {
		if (authorization !== null) return this.#byBearer(authorization);
		const person = session === null ? null : await this.#sources.session(session);
		if (person !== null || screen === null) return person;
		return this.#sources.screen(screen, address);
	}

	async #byBearer(authorization: string): Promise<TokenPrincipal | null> {
		const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
		if (token === undefined) return null;
		const { environmentToken } = this.#sources;
		if (environmentToken !== null && sameToken(token, environmentToken)) return ENVIRONMENT;
		return this.#sources.token(token);
	}

	/** The rows a principal reaches in answers to questions. */
	async scopeOf(principal: Principal): Promise<RowScope> {
		if (principal === ENVIRONMENT) return EVERYTHING;
		return scopeOf(principal, await this.#sources.nodes());
	}

	async maySee(principal: Principal | null, board: BoardAccess): Promise<boolean> {
		return maySeeBoard(principal, board, await this.#sources.nodes());
	}

	async mayEdit(principal: Principal | null, board: Pick<BoardAccess, 'team'>): Promise<boolean> {
		return mayEditBoard(principal, board, await this.#sources.nodes());
	}

	/** The rows a board shows to a principal; nothing when it may not be seen. */
	async boardScope(principal: Principal | null, board: BoardAccess): Promise<RowScope> {
		return boardScope(principal, board, await this.#sources.nodes());
	}
}
