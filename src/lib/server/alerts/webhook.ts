/** One call of a webhook: signed, guarded, and judged by its status alone. */
import { createHmac } from 'node:crypto';
import { webhookBody } from '#lib/domain/alerts/message.ts';
import type { AlertMessage } from '#lib/domain/alerts/message.ts';
import type { AllowedHosts } from '../outbound/address-rules.ts';
import { OutboundError, guardedRequest } from '../outbound/guarded-request.ts';
import type { Outcome } from './outcome.ts';

export const SIGNATURE_HEADER = 'atalaya-signature';
/** The same for every attempt of one message. */
export const DELIVERY_HEADER = 'atalaya-delivery';

const TIMEOUT_MS = 10_000;
/** What the other side answers is not read, only that it ends. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** HMAC-SHA256 over the second and the body, so that neither can be put to another. */
export function signatureOf(secret: string, atS: number, body: string): string {
	const mac = createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex');
	return `t=${atS},v1=${mac}`;
}

export interface WebhookCall {
	readonly id: string;
	readonly address: string;
	readonly secret: string;
	readonly message: AlertMessage;
	readonly nowMs: number;
}

export interface WebhookOptions {
	readonly allowed: AllowedHosts;
	/** Address of the page of alerts; null: not known. */
	readonly page: string | null;
	readonly timeoutMs?: number;
}

/** Trying again would not make these addresses any better. */
const FINAL = new Set(['bad-address', 'refused']);
const GONE = 410;

export async function callWebhook(
	{ id, address, secret, message, nowMs }: WebhookCall,
	{ allowed, page, timeoutMs = TIMEOUT_MS }: WebhookOptions
): Promise<Outcome> {
	const body = JSON.stringify(webhookBody(id, message, page));
	try {
		const { status } = await guardedRequest(address, {
			allowed,
			method: 'POST',
			body,
			headers: {
				'content-type': 'application/json',
				[DELIVERY_HEADER]: id,
				[SIGNATURE_HEADER]: signatureOf(secret, Math.floor(nowMs / 1000), body)
			},
			timeoutMs,
			mostBytes: MOST_ANSWER_BYTES
		});
		const isTaken = status >= 200 && status < 300;
		return {
			state: isTaken ? 'sent' : status === GONE ? 'failed' : 'again',
			result: String(status)
		};
	} catch (error) {
		if (!(error instanceof OutboundError)) throw error;
		return { state: FINAL.has(error.fault) ? 'failed' : 'again', result: error.fault };
	}
}
