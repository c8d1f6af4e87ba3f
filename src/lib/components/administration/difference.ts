/** What an entry of the audit log changed, field by field. */

export interface FieldChange {
	/** `tiles.2.title`; empty for a value that has no fields. */
	readonly field: string;
	/** Null: was not there. */
	readonly before: string | null;
	/** Null: is not there any more. */
	readonly after: string | null;
}

type Flat = ReadonlyMap<string, string>;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

function text(value: unknown): string {
	if (typeof value === 'string') return value;
	return JSON.stringify(value);
}

/** A list of plain values is one value: which of them is where says nothing. */
const isPlainList = (value: unknown): value is readonly unknown[] =>
	Array.isArray(value) && value.every((one) => !isObject(one));

function flatten(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
	if (value === null || value === undefined) {
		if (path !== '') into.set(path, 'null');
	} else if (isPlainList(value)) {
		into.set(path, value.map(text).join(', '));
	} else if (isObject(value)) {
		for (const [key, inner] of Object.entries(value))
			flatten(inner, path === '' ? key : `${path}.${key}`, into);
	} else {
		into.set(path, text(value));
	}
	return into;
}

function parse(json: string | null): Flat {
	if (json === null) return new Map();
	try {
		return flatten(JSON.parse(json), '', new Map());
	} catch {
		return new Map([['', json]]);
	}
}

/** Only what differs; of something new or gone all of it. */
export function differences(before: string | null, after: string | null): FieldChange[] {
	const [was, is] = [parse(before), parse(after)];
	return [...new Set([...was.keys(), ...is.keys()])]
		.map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
		.filter((change) => change.before !== change.after);
}
