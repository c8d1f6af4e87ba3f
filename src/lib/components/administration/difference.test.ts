import { describe, expect, test } from 'vitest';
import { differences } from './difference.ts';

const of = (before: unknown, after: unknown) =>
	differences(
		before === undefined ? null : JSON.stringify(before),
		after === undefined ? null : JSON.stringify(after)
	);

describe('what an entry changed', () => {
	test('only the fields that differ, also deep inside', () => {
		expect(
			of(
				{ name: 'Sala', zone: '', tiles: [{ id: 'a', title: 'One' }] },
				{ name: 'Sala', zone: 'Europe/Madrid', tiles: [{ id: 'a', title: 'Two' }] }
			)
		).toEqual([
			{ field: 'zone', before: '', after: 'Europe/Madrid' },
			{ field: 'tiles.0.title', before: 'One', after: 'Two' }
		]);
	});

	test('all of what is new, and all of what is gone', () => {
		expect(of(undefined, { name: 'Ana', isActive: true })).toEqual([
			{ field: 'name', before: null, after: 'Ana' },
			{ field: 'isActive', before: null, after: 'true' }
		]);
		expect(of({ name: 'Ana' }, undefined)).toEqual([{ field: 'name', before: 'Ana', after: null }]);
	});

	test('a list of plain values is one value', () => {
		expect(of({ teams: ['a', 'b'] }, { teams: ['a', 'b', 'c'] })).toEqual([
			{ field: 'teams', before: 'a, b', after: 'a, b, c' }
		]);
	});

	test('values without fields, and what is no JSON, are shown as they are', () => {
		expect(of(1, 2)).toEqual([{ field: '', before: '1', after: '2' }]);
		expect(differences('{"half', null)).toEqual([{ field: '', before: '{"half', after: null }]);
		expect(of({ a: null }, { a: 1 })).toEqual([{ field: 'a', before: 'null', after: '1' }]);
		expect(of(undefined, undefined)).toEqual([]);
	});
});
