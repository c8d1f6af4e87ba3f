/** Well-known channels have names in every language; others are shown as they came. */
import type { Translate } from './translator.ts';

export const KNOWN_CHANNELS = [
	'voice',
	'video',
	'callback',
	'chat',
	'whatsapp',
	'sms',
	'social',
	'email'
] as const;

export function channelName(t: Translate, channel: string): string {
	const known = KNOWN_CHANNELS.find((one) => one === channel);
	return known === undefined ? channel : t(`channel.${known}`);
}
