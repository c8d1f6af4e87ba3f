/** What a refused sign-in is in HTTP. */
import type { SignInRefusal } from './sign-in.ts';

export const REFUSAL_STATUS = { wrong: 401, blocked: 429, busy: 503, expired: 401 } as const;

const BUSY_S = 5;

/** The header that says when to try again; none where that does not depend on time. */
export function retryAfterS(refusal: SignInRefusal): Record<string, string> {
	switch (refusal.kind) {
		case 'blocked':
			return { 'retry-after': String(Math.ceil(refusal.retryInMs / 1000)) };
		case 'busy':
			return { 'retry-after': String(BUSY_S) };
		case 'wrong':
		case 'expired':
			return {};
		default:
			return refusal satisfies never;
	}
}
