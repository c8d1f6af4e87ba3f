/** Whoever stands behind a request, as the audit log names them. */
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Actor } from './audit-log.ts';

export interface Acting {
	/** Null: nobody signed in, such as a television that asks to be paired. */
	readonly principal: Principal | null;
	/** Network address the request came from. */
	readonly address: string;
}

export const actorOf = ({ principal, address }: Acting): Actor =>
	principal === null
		? { kind: 'system', id: 'nobody', name: '', address }
		: { kind: principal.kind, id: principal.id, name: principal.name, address };
