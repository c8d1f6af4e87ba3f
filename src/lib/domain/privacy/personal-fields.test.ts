import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../events/event-types.ts';
import type { EventName } from '../events/event-types.ts';
import { PERSONAL_FIELDS } from './personal-fields.ts';
import { SAMPLE_DATA } from './testing/sample-data.ts';

describe('the table of personal fields', () => {
	test('has an entry for every event type and no other', () => {
		expect(Object.keys(PERSONAL_FIELDS).sort()).toEqual(Object.keys(EVENT_TYPES).sort());
	});

	test.each(Object.keys(EVENT_TYPES) as EventName[])(
		'of %s names every field of the schema and no other',
		(name) => {
			const fields = Object.keys(EVENT_TYPES[name].data.properties).sort();
			expect(Object.keys(PERSONAL_FIELDS[name]).sort()).toEqual(fields);
			expect(Object.keys(SAMPLE_DATA[name]).sort()).toEqual(fields);
		}
	);

	test('never calls a long text structure', () => {
		const long = Object.entries(EVENT_TYPES).flatMap(([name, { data }]) =>
			Object.entries(data.properties as Record<string, { maxLength?: number }>)
				.filter(([, { maxLength = 0 }]) => maxLength > 200)
				.map(([field]) => [name, field, Object.entries(PERSONAL_FIELDS).find(([n]) => n === name)])
		);
		expect(long.length).toBeGreaterThan(4);
		for (const [, field, entry] of long) {
			const treatments = (entry as [string, Record<string, unknown>])[1];
			expect(treatments[field as string]).not.toBe('structure');
		}
	});
});
