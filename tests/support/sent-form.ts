/** The form of a scorecard as a browser sends it. */
import type { FaultyItem } from '#lib/domain/scorecard/content-faults.ts';
import { fieldName } from '#lib/domain/scorecard/edit/field-name.ts';
import { fieldsOf } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type { SentScorecard } from '#lib/domain/scorecard/edit/sent-scorecard.ts';

export function sentForm(sent: SentScorecard): FormData {
	const form = new FormData();
	const put = (item: FaultyItem, id: string, fields: Readonly<Record<string, string>>): void => {
		if (item !== 'scorecard') form.append(item, id);
		for (const [field, value] of Object.entries(fields))
			form.append(fieldName(item, id, field), value);
	};
	const { name, description, aggregator, sources, validFrom, note } = sent;
	put('scorecard', '', { name, description, aggregator, sources, validFrom, note });
	if (sent.hasCriticalCap) form.append('hasCriticalCap', 'on');
	for (const { id, ...fields } of sent.perspectives) put('perspective', id, fields);
	for (const { id, ...fields } of sent.objectives) put('objective', id, fields);
	for (const measure of sent.measures) {
		const { id, channels, queues, teams, numbers, isCritical, ...fields } = measure;
		const shown = fieldsOf(measure.shape).map((field) => [field, numbers[field]] as const);
		put('measure', id, { ...fields, ...Object.fromEntries(shown) });
		const lists = { channel: channels, queue: queues, team: teams };
		for (const [field, values] of Object.entries(lists))
			for (const value of values) form.append(fieldName('measure', id, field), value);
		if (isCritical) form.append(fieldName('measure', id, 'isCritical'), 'on');
	}
	for (const { id, ...fields } of sent.links) put('link', id, fields);
	return form;
}
