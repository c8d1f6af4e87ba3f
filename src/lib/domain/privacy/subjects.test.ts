import { describe, expect, test } from 'vitest';
import { parseEvent } from '../events/parse-event.ts';
import { subjectsOf } from './subjects.ts';
import { SAMPLE_NAMES, SAMPLE_NOW_MS, sampleEvent } from './testing/sample-data.ts';

function subjects(event: Record<string, unknown>): string[] {
	const parsed = parseEvent(event, { nowMs: SAMPLE_NOW_MS, backfill: false });
	if (!parsed.ok) throw new Error(parsed.error.message);
	return subjectsOf(parsed.event).map(({ kind, id }) => `${kind} ${id}`);
}

describe('whom an event is about', () => {
	test('is the customer it names, and what it belongs to', () => {
		expect(subjects(sampleEvent('interaction.created'))).toEqual([
			'customer customer-4711',
			'interaction subject-1'
		]);
		expect(subjects(sampleEvent('interaction.message'))).toEqual(['interaction subject-1']);
		expect(subjects(sampleEvent('mention.captured'))).toEqual([
			'customer @somebody',
			'mention subject-1'
		]);
	});

	test('is for a survey also the interaction that was asked about', () => {
		expect(subjects(sampleEvent('survey.answered'))).toEqual([
			'customer customer-4711',
			'interaction interaction-1',
			'survey subject-1'
		]);
	});

	test('is no customer for agents, schedules and queues', () => {
		const names = SAMPLE_NAMES.filter((name) => /^(?:agent|schedule|reference)\./.test(name));
		expect(names.length).toBeGreaterThan(4);
		for (const name of names) expect(subjects(sampleEvent(name))).toEqual([]);
	});

	test('may for an unknown type be anything that the subject can name', () => {
		const event = { ...sampleEvent('survey.sent', { customer: 'c', note: 1 }), type: 'x.y' };
		expect(subjects(event)).toEqual([
			'customer c',
			'customer subject-1',
			'interaction subject-1',
			'mention subject-1',
			'survey subject-1'
		]);
		expect(subjects({ ...event, subject: undefined, data: { customer: 7 } })).toEqual([]);
	});
});
