/** Who stands behind a request of the administration. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { actorOf } from '../audit/actor.ts';
import type { Actor } from '../audit/audit-log.ts';

/** The part of Kit's event that is needed. */
export interface ActingEvent {
	readonly locals: { readonly principal: Principal | null };
	readonly getClientAddress: () => string;
}

export const actingIn = ({ locals, getClientAddress }: ActingEvent): Actor =>
	actorOf({ principal: locals.principal, address: getClientAddress() });
