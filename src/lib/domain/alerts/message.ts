/** What is told to the outside of an alert: to webhooks as JSON, in e-mails as words. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { CLEAR_REASONS, Figures, WatchedRule } from './alert.ts';
import type { Alert } from './alert.ts';

export const MESSAGE_TYPES = ['opened', 'cleared', 'reminder', 'test'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const AlertMessage = Type.Object({
	type: Type.Union(MESSAGE_TYPES.map((type) => Type.Literal(type))),
	atMs: Type.Integer(),
	/** Empty: a test. */
	alert: Type.String(),
	rule: Type.String(),
	queue: Type.String(),
	queueName: Type.String(),
	watched: WatchedRule,
	figures: Figures,
	openedAtMs: Type.Integer(),
	/** Null: it is open. */
	reason: Type.Union([Type.Null(), ...CLEAR_REASONS.map((reason) => Type.Literal(reason))]),
	acknowledgedBy: Type.Union([Type.Null(), Type.String()])
});
export type AlertMessage = Static<typeof AlertMessage>;

export const messageOf = (type: MessageType, alert: Alert, atMs: number): AlertMessage => ({
	type,
	atMs,
	alert: alert.id,
	rule: alert.rule,
	queue: alert.queue,
	queueName: alert.queueName,
	watched: alert.watched,
	figures: alert.figures,
	openedAtMs: alert.openedAtMs,
	reason: alert.cleared?.reason ?? null,
	acknowledgedBy: alert.acknowledged?.name ?? null
});

/** What a webhook is sent. Values are in the unit of the metric, instants in RFC 3339. */
export function webhookBody(id: string, message: AlertMessage, page: string | null): object {
	const { watched, figures, queue } = message;
	const { name, severity, metric, window, comparison, threshold, clearThreshold } = watched;
	const instant = (ms: number): string => new Date(ms).toISOString();
	return {
		id,
		type: `alert.${message.type}`,
		time: instant(message.atMs),
		alert: {
			id: message.alert === '' ? null : message.alert,
			rule: { id: message.rule, name },
			severity,
			metric,
			window,
			comparison,
			threshold,
			clear_threshold: clearThreshold,
			queue: queue === '' ? null : { id: queue, name: message.queueName },
			value: figures.last,
			value_at_opening: figures.opened,
			worst_value: figures.worst,
			n: figures.n,
			opened_at: instant(message.openedAtMs),
			cleared_at: message.reason === null ? null : instant(message.atMs),
			clear_reason: message.reason,
			acknowledged_by: message.acknowledgedBy,
			page
		}
	};
}
