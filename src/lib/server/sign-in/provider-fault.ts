/** Why nobody came in by way of the provider, as the address of the sign-in page says it. */
import type { Stranger } from './provider-people.ts';
import type { ProviderFault } from './provider.ts';

const FAULTS = {
	unreachable: true,
	journey: true,
	refused: true,
	invalid: true,
	unverified: true,
	unknown: true,
	inactive: true,
	'other-account': true,
	'own-sign-in': true
} as const satisfies Record<Exclude<ProviderFault, 'expired'> | Stranger | 'journey', true>;
export type ShownFault = keyof typeof FAULTS;

/** Too late on the way to the provider is something else than too late for a second step. */
export const shownFault = (fault: ProviderFault | Stranger): ShownFault =>
	fault === 'expired' ? 'journey' : fault;

export const isProviderFault = (word: string | null): word is ShownFault =>
	word !== null && Object.hasOwn(FAULTS, word);
