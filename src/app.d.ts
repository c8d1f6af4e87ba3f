import type { Principal } from '#lib/domain/access/principal.ts';
import type { Preferences } from '#lib/shell/preferences.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Finds the cause in the log. */
			id?: string;
		}
		interface Locals {
			/** Language, locale and theme of this request; set by hooks.server.ts. */
			preferences: Preferences;
			/** Who the request comes from; null for nobody. Set by hooks.server.ts. */
			principal: Principal | null;
		}
	}
}
