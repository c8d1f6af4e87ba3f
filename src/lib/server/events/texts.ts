/** What somebody wrote or said, apart from the rest of an event: it has a retention of its own. */
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { PERSONAL_FIELDS } from '#lib/domain/privacy/personal-fields.ts';

type Json = Readonly<Record<string, unknown>>;

const fieldsOf = (name: EventName): readonly string[] =>
	Object.entries(PERSONAL_FIELDS[name])
		.filter(([, treatment]) => treatment === 'text')
		.map(([field]) => field);

const TEXT_FIELDS = new Map(
	(Object.keys(EVENT_TYPES) as EventName[]).map((name) => [name, fieldsOf(name)])
);

/** The two columns, as JSON; `texts` is empty when there are none. Of an unknown type nobody knows which are texts. */
export function splitTexts(name: EventName | null, data: Json): { data: string; texts: string } {
	const fields = name === null ? [] : (TEXT_FIELDS.get(name) ?? []);
	const taken = fields.filter((field) => {
		const value = Object.hasOwn(data, field) ? data[field] : undefined;
		return typeof value === 'string' && value !== '';
	});
	if (taken.length === 0) return { data: JSON.stringify(data), texts: '' };
	const entries = Object.entries(data);
	const rest = entries.filter(([field]) => !taken.includes(field));
	const texts = entries.filter(([field]) => taken.includes(field));
	return {
		data: JSON.stringify(Object.fromEntries(rest)),
		texts: JSON.stringify(Object.fromEntries(texts))
	};
}

/** `data` as it was received; without its texts once those have expired. */
export function mergeTexts(data: string, texts: string): Record<string, unknown> {
	const rest = JSON.parse(data) as Record<string, unknown>;
	return texts === '' ? rest : { ...rest, ...(JSON.parse(texts) as Record<string, unknown>) };
}
