/** Reads a form from outside and names everything in it that has not the shape of one. */
import { Kind, Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { ValueError } from '@sinclair/typebox/value';
import { FormContent } from './form.ts';

export const SHAPE_CODES = [
	'missing',
	'too-long',
	'too-many',
	'too-few',
	'out-of-range',
	'bad-id',
	'wrong-kind'
] as const;
export type ShapeCode = (typeof SHAPE_CODES)[number];

/** `pointer` as in JSON (RFC 6901): `/sections/0/questions/2/text`; empty: the whole. */
export interface Fault<Code extends string> {
	readonly pointer: string;
	readonly code: Code;
	/** What it is about: an id, a limit; empty: nothing. */
	readonly about: string;
}

export type Read<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly faults: readonly Fault<ShapeCode>[] };

/** What a form is handed on as. */
export const FORM_FILE_FORMAT = 'atalaya-form/1';
export const FormFile = Type.Object({
	format: Type.Literal(FORM_FILE_FORMAT),
	content: FormContent
});

export const MOST_FAULTS = 100;

const LIMITS: readonly (readonly [keyword: string, code: ShapeCode])[] = [
	['maxLength', 'too-long'],
	['maxItems', 'too-many'],
	['minItems', 'too-few'],
	['minimum', 'out-of-range']
];

function breaks(keyword: string, limit: number, value: unknown): boolean {
	if (keyword === 'maxLength') return typeof value === 'string' && value.length > limit;
	if (keyword === 'maxItems') return Array.isArray(value) && value.length > limit;
	if (keyword === 'minItems') return Array.isArray(value) && value.length < limit;
	return typeof value === 'number';
}

const limitText = (schema: TSchema, keyword: string): string =>
	keyword === 'minimum'
		? `${String(schema['minimum'])}–${String(schema['maximum'] ?? '')}`
		: String(schema[keyword]);

function faultOf({ path, schema, value }: ValueError): Fault<ShapeCode> {
	if (value === undefined || value === '') return { pointer: path, code: 'missing', about: '' };
	for (const [keyword, code] of LIMITS) {
		const limit: unknown = schema[keyword];
		if (typeof limit === 'number' && breaks(keyword, limit, value)) {
			return { pointer: path, code, about: limitText(schema, keyword) };
		}
	}
	const isPattern = typeof value === 'string' && 'pattern' in schema;
	return { pointer: path, code: isPattern ? 'bad-id' : 'wrong-kind', about: '' };
}

/** Something or null: what is wrong with the something says more than that it is neither. */
function opened(error: ValueError): ValueError[] {
	const [first, second] = error.errors;
	const isNullable = first && second && error.errors.length === 2 && error.schema[Kind] === 'Union';
	if (!isNullable || typeof error.value !== 'object' || error.value === null) return [error];
	return [...first].flatMap(opened);
}

function shapeFaults(schema: TSchema, value: unknown): Fault<ShapeCode>[] {
	const faults = new Map<string, Fault<ShapeCode>>();
	for (const error of Value.Errors(schema, value)) {
		for (const fault of opened(error).map(faultOf)) {
			if (!faults.has(fault.pointer)) faults.set(fault.pointer, fault);
		}
		if (faults.size >= MOST_FAULTS) break;
	}
	return [...faults.values()].slice(0, MOST_FAULTS);
}

/** Only what the schema knows is kept. */
const clean = (schema: TSchema, value: unknown): unknown =>
	Value.Clean(schema, structuredClone(value));

export function readForm(value: unknown): Read<FormContent> {
	if (!Value.Check(FormContent, value))
		return { ok: false, faults: shapeFaults(FormContent, value) };
	return { ok: true, value: clean(FormContent, value) as FormContent };
}

/** A file as `formFile` makes it; pointers begin at the file. */
export function readFormFile(value: unknown): Read<FormContent> {
	if (!Value.Check(FormFile, value)) return { ok: false, faults: shapeFaults(FormFile, value) };
	return { ok: true, value: clean(FormContent, value.content) as FormContent };
}

export const formFile = (content: FormContent): { format: string; content: FormContent } => ({
	format: FORM_FILE_FORMAT,
	content
});
