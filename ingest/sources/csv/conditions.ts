/** Conditions of a mapping as functions of a row. */
import { MappingError } from './mapping.ts';
import type { Condition } from './mapping.ts';
import type { ParseNumber } from './numbers.ts';
import { RowError, shown } from './row.ts';
import type { Columns, Row } from './row.ts';

export type Test = (row: Row) => boolean;

export interface Scope {
	readonly columns: Columns;
	/** Names of the times that are known where the expression stands, by their place in `row.times`. */
	readonly times: ReadonlyMap<string, number>;
	readonly parseNumber: ParseNumber;
}

export function timeIndex(scope: Scope, name: string): number {
	const index = scope.times.get(name);
	if (index === undefined) {
		throw new MappingError(
			`The mapping names the time "${name}", which is not there or comes later.`
		);
	}
	return index;
}

type ColumnCondition = Extract<Condition, { column: string }>;
type TextTest = (text: string) => boolean;

const asList = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);

function textTests(condition: ColumnCondition): TextTest[] {
	const { equals, notEquals, empty, contains, startsWith } = condition;
	const tests: TextTest[] = [];
	if (equals !== undefined) tests.push((text) => asList(equals).includes(text));
	if (notEquals !== undefined) tests.push((text) => !asList(notEquals).includes(text));
	if (empty !== undefined) tests.push((text) => (text === '') === empty);
	if (contains !== undefined) tests.push((text) => text.includes(contains));
	if (startsWith !== undefined) tests.push((text) => text.startsWith(startsWith));
	return tests;
}

function numberTests({
	greaterThan,
	lessThan,
	atLeast,
	atMost
}: ColumnCondition): ((n: number) => boolean)[] {
	const tests: ((n: number) => boolean)[] = [];
	if (greaterThan !== undefined) tests.push((n) => n > greaterThan);
	if (lessThan !== undefined) tests.push((n) => n < lessThan);
	if (atLeast !== undefined) tests.push((n) => n >= atLeast);
	if (atMost !== undefined) tests.push((n) => n <= atMost);
	return tests;
}

/** Every test of the object must hold. An empty cell is neither above nor below any number. */
function columnTest(condition: ColumnCondition, scope: Scope): Test {
	const read = scope.columns.reader(condition.column);
	const texts = textTests(condition);
	const numbers = numberTests(condition);
	return (row) => {
		const text = read(row);
		if (!texts.every((test) => test(text))) return false;
		if (numbers.length === 0) return true;
		if (text === '') return false;
		const number = scope.parseNumber(text);
		if (number === null)
			throw new RowError(`column ${condition.column}: ${shown(text)} is not a number`);
		return numbers.every((test) => test(number));
	};
}

export function compileCondition(condition: Condition, scope: Scope): Test {
	if ('column' in condition) return columnTest(condition, scope);
	if ('known' in condition) {
		const index = timeIndex(scope, condition.known);
		return (row) => row.times[index] !== null;
	}
	if ('not' in condition) {
		const test = compileCondition(condition.not, scope);
		return (row) => !test(row);
	}
	if ('all' in condition) {
		const tests = condition.all.map((part) => compileCondition(part, scope));
		return (row) => tests.every((test) => test(row));
	}
	const tests = condition.any.map((part) => compileCondition(part, scope));
	return (row) => tests.some((test) => test(row));
}
