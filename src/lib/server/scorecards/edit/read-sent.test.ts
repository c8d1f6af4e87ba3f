import { describe, expect, it } from 'vitest';
import type { SentScorecard } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { sentOf } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { blueprintOfPreset, PRESETS } from '#lib/domain/scorecard/presets/index.ts';
import { MOST_MEASURES } from '#lib/domain/scorecard/scorecard.ts';
import { sentForm } from '../../../../../tests/support/sent-form.ts';
import { readSentScorecard } from './read-sent.ts';

const sentPreset = (id: (typeof PRESETS)[number]): SentScorecard =>
	sentOf(
		blueprintOfPreset(id, 'es').content,
		{ validFrom: '2026-11', note: 'Primera versión' },
		{ unitOf: () => 'number', mark: 'comma' }
	);

describe('the form of a scorecard as it was sent', () => {
	it.each(PRESETS)('reads every field of every item, in the order of the form: %s', (id) => {
		const sent = sentPreset(id);
		expect(readSentScorecard(sentForm(sent))).toEqual(sent);
	});

	it('keeps lines of texts, and drops what nobody can see', () => {
		const form = sentForm({ ...sentPreset('bpo'), description: 'Uno\u202e\r\nDos\u0007' });
		expect(readSentScorecard(form).description).toBe('Uno\nDos');
	});

	it('reads no more than one item too many', () => {
		const form = sentForm(sentPreset('bpo'));
		for (let n = 0; n < 500; n++) form.append('measure', `m-${n}`);
		expect(readSentScorecard(form).measures).toHaveLength(MOST_MEASURES + 1);
	});

	it('takes a word it does not know as the usual one', () => {
		const form = sentForm(sentPreset('supportCentre'));
		form.set('aggregator', 'best');
		form.set('measure.fcr.shape', 'sideways');
		const read = readSentScorecard(form);
		expect(read.aggregator).toBe('mean');
		expect(read.measures.find(({ id }) => id === 'fcr')?.shape).toBe('none');
	});
});
