/** An event of an erased customer, without anything personal, so that what is counted from it stays right. */
import { EVENT_TYPES, eventNameOf } from '../events/event-types.ts';
import type { EventName } from '../events/event-types.ts';
import { PERSONAL_FIELDS, STRUCTURAL_ATTRIBUTES, fitsStructure } from './personal-fields.ts';
import type { FieldTreatment, Treatment } from './personal-fields.ts';

/** Stands where the schema wants a value that is gone. */
export const ERASED = 'erased';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is left of a value; undefined: nothing, the field goes. */
function left(value: unknown, treatment: FieldTreatment, isRequired: boolean): unknown {
	if (typeof treatment === 'string') return leftOfField(value, treatment, isRequired);
	if ('fields' in treatment) return isObject(value) ? leftOfObject(value, treatment.fields) : {};
	if ('items' in treatment) {
		return Array.isArray(value) ? value.map((item) => left(item, treatment.items, true)) : [];
	}
	return undefined;
}

function leftOfField(value: unknown, treatment: Treatment, isRequired: boolean): unknown {
	if (treatment === 'structure') return fitsStructure(value) ? value : undefined;
	if (!isRequired) return undefined;
	return treatment === 'text' ? '' : ERASED;
}

/** Unknown fields go: nobody knows what is in them. */
function leftOfObject(
	value: Json,
	treatments: Readonly<Record<string, FieldTreatment>>,
	isRequired: (field: string) => boolean = () => true
): Json {
	const kept = Object.entries(treatments).flatMap(([field, treatment]): [string, unknown][] => {
		if (!Object.hasOwn(value, field)) return [];
		const rest = left(value[field], treatment, isRequired(field));
		return rest === undefined ? [] : [[field, rest]];
	});
	return Object.fromEntries(kept);
}

function redactData(data: unknown, name: EventName | null): Json {
	if (name === null || !isObject(data)) return {};
	const required: readonly string[] = EVENT_TYPES[name].data.required ?? [];
	return leftOfObject(data, PERSONAL_FIELDS[name], (field) => required.includes(field));
}

/**
 * Ids, times, enumerations and numbers stay; the customer, texts, free words, extensions and everything unknown go. What
 * was a valid event is one afterwards; doing it twice changes nothing.
 */
export function redactEvent(event: Record<string, unknown>): Record<string, unknown> {
	const { type } = event;
	const name = typeof type === 'string' ? eventNameOf(type) : null;
	const attributes = Object.entries(event).filter(
		([attribute, value]) => STRUCTURAL_ATTRIBUTES.has(attribute) && fitsStructure(value)
	);
	return { ...Object.fromEntries(attributes), data: redactData(event['data'], name) };
}
