/** A file of schedules as the form sends it: uploaded, or pasted. */
import { MOST_FILE_BYTES } from '#lib/domain/workforce/import-activity.ts';
import { dateIn, readDate } from '#lib/domain/workforce/import-clock.ts';
import { textOf } from '#lib/domain/workforce/import-text.ts';
import { flagField, rawField, textField } from '../form-fields.ts';
import type { ImportRequest } from './schedule-desk.ts';

export interface SentImport {
	readonly request: ImportRequest;
	/** The outcome that was shown; empty: none yet. */
	readonly digest: string;
	readonly withoutFaults: boolean;
}

const PASTED = '';

/** What is too big is not even decoded: one byte more than allowed is refused all the same. */
async function textIn(file: File): Promise<string> {
	if (file.size > MOST_FILE_BYTES) return ' '.repeat(MOST_FILE_BYTES) + '.';
	return textOf(new Uint8Array(await file.arrayBuffer()));
}

export async function readSentImport(
	form: FormData,
	{ zone, nowMs }: { readonly zone: string; readonly nowMs: number }
): Promise<SentImport> {
	const file = form.get('file');
	const isUploaded = file instanceof File && file.size > 0;
	const text = isUploaded ? await textIn(file) : rawField(form, 'text');
	const name = isUploaded ? file.name : textField(form, 'name');
	const agent = rawField(form, 'agent');
	return {
		request: {
			text,
			name: (name || PASTED).slice(0, 200),
			agent: agent === '' ? null : agent,
			fromDate: readDate(textField(form, 'fromDate')) ?? dateIn(nowMs, zone),
			mayRemove: textField(form, 'missing') !== 'keep'
		},
		digest: textField(form, 'digest'),
		withoutFaults: flagField(form, 'withoutFaults')
	};
}
