/** From the columns of table `events` back to the event as it was sent. */
import { mergeTexts } from './texts.ts';

export interface StoredEvent {
	readonly id: string;
	readonly source: string;
	readonly type: string;
	readonly subject: string;
	/** JSON: its time as it was written, and extensions. */
	readonly attributes: string;
	readonly data: string;
	readonly texts: string;
}

/** Without its texts once those have expired. */
export const cloudEventOf = ({
	id,
	source,
	type,
	subject,
	attributes,
	data,
	texts
}: StoredEvent) => ({
	specversion: '1.0',
	id,
	source,
	type,
	// Only an unknown type may come without.
	...(subject === '' ? {} : { subject }),
	...(JSON.parse(attributes) as Record<string, unknown>),
	data: mergeTexts(data, texts)
});
