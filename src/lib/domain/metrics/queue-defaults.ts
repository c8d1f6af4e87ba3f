/** What holds for a queue whose settings do not say: by its channel (contract, metrics.md). */
import type { ServiceLevelRule } from './service-level.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/** T by channel; every channel that is not named here is judged like chat. */
export const DEFAULT_THRESHOLD_MS: Readonly<Record<string, number>> = {
	voice: 20 * SECOND_MS,
	video: 20 * SECOND_MS,
	callback: 20 * SECOND_MS,
	chat: 60 * SECOND_MS,
	whatsapp: 300 * SECOND_MS,
	sms: 300 * SECOND_MS,
	social: 300 * SECOND_MS,
	email: 4 * HOUR_MS
};
export const OTHER_THRESHOLD_MS = 60 * SECOND_MS;
export const VOICE_SHORT_ABANDON_MS = 5 * SECOND_MS;
export const DEFAULT_FORMULA = 'A';

export function defaultRule(channel: string): ServiceLevelRule {
	return {
		formula: DEFAULT_FORMULA,
		thresholdMs: DEFAULT_THRESHOLD_MS[channel] ?? OTHER_THRESHOLD_MS,
		shortAbandonMs: channel === 'voice' ? VOICE_SHORT_ABANDON_MS : 0
	};
}
