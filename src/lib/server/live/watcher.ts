/** Who looks at a board over an open connection, and how to find out whether that still holds. */
import type { Principal } from '#lib/domain/access/principal.ts';

export interface Watcher {
	/** Who it was when the connection was opened. */
	readonly principal: Principal;
	/** A digest: watchers of one credential are asked about together. */
	readonly credential: string;
	/** Network address, for the audit log. */
	readonly address: string;
	/** Who it is now; null when signed out, revoked or expired. */
	recheck(): Promise<Principal | null>;
}
