/** What a refusal may repeat of an event: what finds it again, never what somebody wrote in it. */
import { ALL_KINDS, maskText, maskUnknown } from '#lib/domain/privacy/masking.ts';

const LONGEST_ECHO = 200;

/** Whatever the settings are: refusals are shown to people, and their sources are counted on disk. */
export const echoId = (id: string): string =>
	maskUnknown(id.slice(0, LONGEST_ECHO).toWellFormed(), ALL_KINDS);

/** A pointer may name fields that the sender invented. */
export const echoField = (field: string): string =>
	maskText(field.slice(0, LONGEST_ECHO).toWellFormed(), ALL_KINDS);

/** Where JSON breaks off. The engine's own words quote what stands there. */
export function jsonFault(cause: unknown): string {
	const position = cause instanceof Error ? /at position (\d+)/.exec(cause.message)?.[1] : null;
	return position ? `not JSON from character ${position} on` : 'not JSON';
}
