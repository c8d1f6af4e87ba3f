/** A whole event with the personal data in its texts masked, so that nothing else of it changes. */
import { eventNameOf } from '../events/event-types.ts';
import type { EventName } from '../events/event-types.ts';
import type { MaskingSettings } from '../settings/settings.ts';
import { maskText, maskUnknown, maskWholeCard } from './masking.ts';
import { PERSONAL_FIELDS, STRUCTURAL_ATTRIBUTES, fitsStructure } from './personal-fields.ts';
import type { FieldTreatment, Treatment } from './personal-fields.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
type Treatments = ReadonlyMap<string, FieldTreatment>;

const NOTHING_KNOWN: Treatments = new Map();
const TREATMENTS: ReadonlyMap<EventName | null, Treatments> = new Map(
	Object.entries(PERSONAL_FIELDS).map(([name, treatments]) => [
		name as EventName,
		new Map<string, FieldTreatment>(Object.entries(treatments))
	])
);

/** The shortest card number has 13 digits. */
const LEAST_CARD = 1e12;

const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Visit = (value: unknown, key: string) => unknown;

/** The same object when neither a key nor a value changes, which is nearly always. */
function mapObject(object: JsonObject, keyOf: (key: string) => string, valueOf: Visit): JsonObject {
	let changed: [string, unknown][] | null = null;
	const keys = Object.keys(object);
	for (let at = 0; at < keys.length; at += 1) {
		const key = keys[at] ?? '';
		const value = object[key];
		const newKey = keyOf(key);
		const newValue = valueOf(value, key);
		if (changed === null) {
			if (newKey === key && newValue === value) continue;
			changed = keys.slice(0, at).map((before) => [before, object[before]]);
		}
		changed.push([newKey, newValue]);
	}
	return changed === null ? object : Object.fromEntries(changed);
}

function mapList(list: readonly unknown[], valueOf: (value: unknown) => unknown) {
	const mapped = list.map(valueOf);
	return mapped.every((value, index) => value === list[index]) ? list : mapped;
}

class Masker {
	readonly #kinds: MaskingSettings;
	/** A number or an inbox of ours is no personal data. */
	readonly #doorKinds: MaskingSettings;

	constructor(kinds: MaskingSettings) {
		this.#kinds = kinds;
		this.#doorKinds = { ...kinds, phone: false, email: false };
	}

	readonly #text = (text: string): string => maskText(text, this.#kinds);
	readonly #unknownText = (text: string): string => maskUnknown(text, this.#kinds);

	/** Of which nobody has said what it is. */
	readonly #unknown = (value: unknown): unknown => {
		if (typeof value === 'string') return maskUnknown(value, this.#kinds);
		if (typeof value === 'number') return this.#number(value);
		if (Array.isArray(value)) return mapList(value, this.#unknown);
		return isObject(value) ? mapObject(value, this.#unknownText, this.#unknown) : value;
	};

	/** A card number may also be sent as a number. */
	#number(value: number): unknown {
		const size = Math.trunc(Math.abs(value));
		if (size < LEAST_CARD) return value;
		const masked = maskUnknown(String(size), this.#kinds);
		return masked === String(size) ? value : masked;
	}

	#field(value: unknown, treatment: FieldTreatment): unknown {
		if (typeof treatment === 'string') return this.#plain(value, treatment);
		if ('items' in treatment && Array.isArray(value)) {
			return mapList(value, (item) => this.#field(item, treatment.items));
		}
		if (!isObject(value)) return this.#unknown(value);
		if ('fields' in treatment)
			return this.#fields(value, new Map(Object.entries(treatment.fields)));
		if ('values' in treatment) {
			return mapObject(value, this.#text, (inner) => this.#field(inner, treatment.values));
		}
		return this.#unknown(value);
	}

	#plain(value: unknown, treatment: Treatment): unknown {
		if (typeof value === 'string') return this.#known(value, treatment);
		if (typeof value === 'number') return this.#knownNumber(value);
		if (treatment !== 'structure' || !fitsStructure(value)) return this.#unknown(value);
		return Array.isArray(value) ? mapList(value, this.#item) : value;
	}

	#known(value: string, treatment: Treatment): string {
		switch (treatment) {
			case 'text':
			case 'word':
				return maskText(value, this.#kinds);
			case 'door':
				return maskText(value, this.#doorKinds);
			case 'customer':
				// A card is not kept, even as the name of somebody. The same card gives the same mark, so that the contacts of a
				// customer stay together; another customer with the same last four digits joins them, which is the lesser harm.
				return maskWholeCard(value, this.#kinds);
			case 'structure':
			case 'personal':
				return value;
			default:
				return treatment satisfies never;
		}
	}

	/** The schema wants a number, so a card leaves one that adds nothing to any sum. */
	#knownNumber(value: number): number {
		return this.#number(value) === value ? value : 0;
	}

	readonly #item = (value: unknown): unknown =>
		typeof value === 'number' ? this.#knownNumber(value) : value;

	#fields(object: JsonObject, treatments: Treatments): JsonObject {
		return mapObject(
			object,
			(key) => (treatments.has(key) ? key : maskUnknown(key, this.#kinds)),
			(value, key) => {
				const treatment = treatments.get(key);
				return treatment === undefined ? this.#unknown(value) : this.#field(value, treatment);
			}
		);
	}

	/**
	 * Names of attributes have only letters and digits, so a mark loses its other signs. What is left must not become the
	 * name of one that identifies the event.
	 */
	readonly #attributeName = (name: string): string => {
		if (name === 'data' || STRUCTURAL_ATTRIBUTES.has(name)) return name;
		const masked = maskUnknown(name, this.#kinds);
		if (masked === name) return name;
		const bare = masked.replaceAll(/[^a-z0-9]/g, '');
		return STRUCTURAL_ATTRIBUTES.has(bare) ? `masked${bare}` : bare;
	};

	event(event: JsonObject, treatments: Treatments): JsonObject {
		return mapObject(event, this.#attributeName, (value, attribute) => {
			if (STRUCTURAL_ATTRIBUTES.has(attribute)) return value;
			return attribute === 'data' && isObject(value)
				? this.#fields(value, treatments)
				: this.#unknown(value);
		});
	}
}

const maskers = new WeakMap<MaskingSettings, Masker>();

function maskerOf(kinds: MaskingSettings): Masker {
	const known = maskers.get(kinds);
	if (known) return known;
	const masker = new Masker(kinds);
	maskers.set(kinds, masker);
	return masker;
}

/**
 * Takes a CloudEvent that has passed the contract; it passes afterwards too. The same object when there is nothing to
 * mask. Ids, times and enumerations stay whatever is in them; only a customer who is wholly a card does not.
 */
export function maskEvent(event: JsonObject, kinds: MaskingSettings): JsonObject {
	const { type } = event;
	const name = typeof type === 'string' ? eventNameOf(type) : null;
	return maskerOf(kinds).event(event, TREATMENTS.get(name) ?? NOTHING_KNOWN);
}
