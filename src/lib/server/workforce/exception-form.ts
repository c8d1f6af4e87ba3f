/** A decision about an exception as the form sends it. */
import { readMoment, writeMoment } from '#lib/domain/queues/local-moment.ts';
import { rawField, textField } from '../form-fields.ts';
import type { ExceptionDraft } from './schedule-events.ts';

/** As typed: shown again when it is refused. */
export interface SentException {
	readonly agent: string;
	/** `2026-11-20T09:00` in the zone of the centre. */
	readonly from: string;
	readonly to: string;
	readonly kind: string;
	readonly reason: string;
}

export type ExceptionFault = 'agent' | 'from' | 'to' | 'reason' | 'kind';

export type CheckedException =
	| { readonly ok: true; readonly draft: ExceptionDraft }
	| { readonly ok: false; readonly faults: readonly ExceptionFault[] };

const LONGEST_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const KINDS = ['approved', 'rejected'] as const;
const FIELDS = ['agent', 'from', 'to', 'reason'] as const;

export const readException = (form: FormData): SentException => ({
	agent: rawField(form, 'agent'),
	from: textField(form, 'from'),
	to: textField(form, 'to'),
	kind: textField(form, 'kind'),
	reason: textField(form, 'reason').slice(0, 200)
});

/** An instant in milliseconds, or a date and time of the zone. */
function instantOf(text: string, zone: string): number | null {
	if (/^\d{12,15}$/.test(text)) return Number(text);
	return readMoment(text.slice(0, 16), zone);
}

const isSpan = (fromMs: number, toMs: number): boolean =>
	toMs > fromMs && toMs - fromMs <= LONGEST_MS;

export function checkException(sent: SentException, zone: string): CheckedException {
	const fromMs = instantOf(sent.from, zone);
	const toMs = instantOf(sent.to, zone);
	const { agent, reason } = sent;
	const kind = KINDS.find((one) => one === sent.kind) ?? null;
	const isLate = toMs !== null && (fromMs === null || isSpan(fromMs, toMs));
	const wrong = { agent: agent === '', from: fromMs === null, to: !isLate, reason: reason === '' };
	const faults: ExceptionFault[] = FIELDS.filter((field) => wrong[field]);
	if (kind === null) faults.push('kind');
	if (faults.length > 0 || fromMs === null || toMs === null || kind === null)
		return { ok: false, faults };
	return { ok: true, draft: { agent, fromMs, toMs, kind, reason } };
}

/** The whole minutes around a stretch, as a form has them. */
export const aroundMinutes = (
	{ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
	zone: string
): Pick<SentException, 'from' | 'to'> => ({
	from: writeMoment(Math.floor(fromMs / MINUTE_MS) * MINUTE_MS, zone),
	to: writeMoment(Math.ceil(toMs / MINUTE_MS) * MINUTE_MS, zone)
});
