/** A message of an alert as a page shows it. */
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { MessageType } from '#lib/domain/alerts/message.ts';
import { MESSAGE_TYPES } from '#lib/domain/alerts/message.ts';

export interface ToldMessage {
	readonly id: string;
	readonly kind: 'webhook' | 'email';
	/** MessageType. */
	readonly message: string;
	readonly state: 'waiting' | 'sent' | 'failed';
	readonly attempts: number;
	readonly atMs: number;
	readonly result: string;
}

export type ToldAlert = Alert & { readonly told: readonly ToldMessage[] };

export const messageType = (word: string): MessageType =>
	MESSAGE_TYPES.find((type) => type === word) ?? 'opened';
