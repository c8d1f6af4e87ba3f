/** Who sends, by bearer token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.ts';

export type Role = 'producer' | 'internal' | 'reader';

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

export class Credentials {
	readonly #known: readonly { readonly role: Role; readonly digest: Buffer }[];

	constructor(tokens: { producer: string; internal: string; reader: string | null }) {
		this.#known = Object.entries(tokens).flatMap(([role, token]) =>
			token === null ? [] : [{ role: role as Role, digest: digest(token) }]
		);
	}

	/** Null for no or an unknown token. Takes as long for a nearly right one as for any other. */
	roleOf(authorization: string | undefined): Role | null {
		const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
		if (token === undefined) return null;
		const given = digest(token);
		let role: Role | null = null;
		for (const known of this.#known) if (timingSafeEqual(known.digest, given)) role ??= known.role;
		return role;
	}

	/** Throws a 401 or 403. */
	demand(authorization: string | undefined, roles: readonly Role[]): Role {
		const role = this.roleOf(authorization);
		if (role === null) {
			const error = authorization === undefined ? '' : ' error="invalid_token"';
			throw new Problem(401, 'unauthorized', 'a valid bearer token is required', {
				'www-authenticate': `Bearer realm="atalaya"${error ? `,${error}` : ''}`
			});
		}
		if (!roles.includes(role)) {
			throw new Problem(403, 'forbidden', 'this token does not have the right to do that');
		}
		return role;
	}
}
