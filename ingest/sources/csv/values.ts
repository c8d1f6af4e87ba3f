/** Values of a mapping as functions of a row. */
import { compileCondition, timeIndex } from './conditions.ts';
import type { Scalar, Value } from './mapping.ts';
import { compileDuration } from './numbers.ts';
import { RowError, shown } from './row.ts';
import type { Row } from './row.ts';
import { compileTime } from './times.ts';
import type { TimeScope } from './times.ts';

export type Json = Scalar | Json[] | { [key: string]: Json };
/** Undefined: the row has no such value, and the field is left out. */
export type ReadValue = (row: Row) => Json | undefined;

type ObjectValue = Exclude<Value, Scalar>;
type ColumnValue = Extract<ObjectValue, { column: string }>;

const TRUE = new Set(['1', 'true', 'yes', 'y', 'si', 'sí', 's']);
const FALSE = new Set(['0', 'false', 'no', 'n']);

function asBoolean(text: string): boolean | null {
	const word = text.toLowerCase();
	if (TRUE.has(word)) return true;
	return FALSE.has(word) ? false : null;
}

function converter(value: ColumnValue, scope: TimeScope): (text: string) => Scalar | null {
	const kind = value.as ?? 'text';
	switch (kind) {
		case 'text':
			return (text) => text;
		case 'boolean':
			return asBoolean;
		case 'number':
			return scope.parseNumber;
		case 'integer':
			return (text) => {
				const number = scope.parseNumber(text);
				return number !== null && Number.isInteger(number) ? number : null;
			};
		default:
			return kind satisfies never;
	}
}

function columnValue(value: ColumnValue, scope: TimeScope): ReadValue {
	const { column, absent = [''], map, otherwise, split } = value;
	const read = scope.columns.reader(column);
	const convert = converter(value, scope);
	const words = map === undefined ? null : new Map(Object.entries(map));
	const one = (text: string): Scalar => {
		const mapped = words?.get(text) ?? (words ? otherwise : undefined);
		if (mapped !== undefined) return mapped;
		if (words)
			throw new RowError(`column ${column}: ${shown(text)} is not among the values of the mapping`);
		const converted = convert(text);
		if (converted === null)
			throw new RowError(`column ${column}: ${shown(text)} is not ${value.as ?? 'text'}`);
		return converted;
	};
	return (row) => {
		const text = read(row);
		if (absent.includes(text)) return otherwise;
		if (split === undefined) return one(text);
		return text.split(split).map((part) => one(part.trim()));
	};
}

/** `{column}` in a text; a brace is written twice. */
function template(text: string, scope: TimeScope): ReadValue {
	const parts = [...text.matchAll(/\{\{|\}\}|\{([^{}]+)\}|[^{}]+|[{}]/g)].map(([piece, column]) => {
		if (column !== undefined) return scope.columns.reader(column);
		const literal = piece === '{{' ? '{' : piece === '}}' ? '}' : piece;
		return () => literal;
	});
	return (row) => parts.map((part) => part(row)).join('');
}

function between(from: string, to: string, scope: TimeScope): ReadValue {
	const [start, end] = [timeIndex(scope, from), timeIndex(scope, to)];
	return (row) => {
		const [startMs, endMs] = [row.times[start] ?? null, row.times[end] ?? null];
		return startMs === null || endMs === null ? undefined : Math.max(0, endMs - startMs);
	};
}

function objectValue(fields: Record<string, Value>, scope: TimeScope): ReadValue {
	const read = compileFields(fields, scope);
	return (row) => {
		const found = read(row);
		return Object.keys(found).length > 0 ? found : undefined;
	};
}

/** The fields that have a value in the row. */
export function compileFields(
	fields: Record<string, Value>,
	scope: TimeScope
): (row: Row) => Record<string, Json> {
	const readers = Object.entries(fields).map(
		([name, value]) => [name, compileValue(value, scope)] as const
	);
	return (row) => {
		const found: [string, Json][] = [];
		for (const [name, read] of readers) {
			const value = read(row);
			if (value !== undefined) found.push([name, value]);
		}
		return Object.fromEntries(found);
	};
}

function firstOf(readers: readonly ReadValue[]): ReadValue {
	return (row) => {
		for (const read of readers) {
			const value = read(row);
			if (value !== undefined) return value;
		}
		return undefined;
	};
}

function optionally(read: (row: Row) => number | null): ReadValue {
	return (row) => read(row) ?? undefined;
}

function listValue(readers: readonly ReadValue[]): ReadValue {
	return (row) => readers.map((read) => read(row)).filter((value) => value !== undefined);
}

type Branching = Extract<ObjectValue, { first: Value[] } | { if: object } | { list: Value[] }>;

function branching(value: Branching, scope: TimeScope): ReadValue {
	if ('first' in value) return firstOf(value.first.map((part) => compileValue(part, scope)));
	if ('list' in value) return listValue(value.list.map((part) => compileValue(part, scope)));
	const test = compileCondition(value.if, scope);
	const then = compileValue(value.then, scope);
	const otherwise = value.else === undefined ? () => undefined : compileValue(value.else, scope);
	return (row) => (test(row) ? then(row) : otherwise(row));
}

export function compileValue(value: Value, scope: TimeScope): ReadValue {
	if (typeof value !== 'object') return () => value;
	if ('column' in value) return columnValue(value, scope);
	if ('template' in value) return template(value.template, scope);
	if ('object' in value) return objectValue(value.object, scope);
	if ('between' in value) return between(value.between[0], value.between[1], scope);
	if ('duration' in value) {
		return optionally(compileDuration(value.duration, scope.columns, scope.parseNumber));
	}
	if ('time' in value) {
		const read = compileTime(value.time, scope);
		return (row) => {
			const ms = read(row);
			return ms === null ? undefined : new Date(ms).toISOString();
		};
	}
	return branching(value, scope);
}
