/** A form as a page or a file sends it. */
import { formFaults } from '#lib/domain/quality/form-faults.ts';
import type { FormCode } from '#lib/domain/quality/form-faults.ts';
import { readForm, readFormFile } from '#lib/domain/quality/form-shape.ts';
import type { Fault, Read, ShapeCode } from '#lib/domain/quality/form-shape.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import { rawField } from '../form-fields.ts';

/** A form of two hundred questions with long anchors is about a third of it. */
const MOST_BYTES = 2_000_000;

export type SentForm =
	| { readonly ok: true; readonly content: FormContent }
	| { readonly ok: false; readonly reason: 'empty' | 'too-large' | 'not-json' }
	| {
			readonly ok: false;
			readonly reason: 'faults';
			readonly faults: readonly Fault<ShapeCode | FormCode>[];
	  };

function parsed(text: string): { readonly value: unknown } | null {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return null;
	}
}

/** Two things under one id cannot be told apart, not even to put it right. `root`: where the form stands in what was sent. */
function sentForm(read: Read<FormContent>, root: string): SentForm {
	if (!read.ok) return { ok: false, reason: 'faults', faults: read.faults };
	const twice = formFaults(read.value)
		.filter(({ code }) => code === 'duplicate-id')
		.map((fault) => ({ ...fault, pointer: `${root}${fault.pointer}` }));
	return twice.length > 0
		? { ok: false, reason: 'faults', faults: twice }
		: { ok: true, content: read.value };
}

/** Of the builder. */
export function readSentForm(form: FormData): SentForm {
	const json = parsed(rawField(form, 'content'));
	if (!json) return { ok: false, reason: 'not-json' };
	return sentForm(readForm(json.value), '');
}

/** A file that was exported, or its text. */
export async function readImport(form: FormData): Promise<SentForm> {
	const file = form.get('file');
	const isFile = file instanceof File && file.size > 0;
	if (isFile && file.size > MOST_BYTES) return { ok: false, reason: 'too-large' };
	const text = isFile ? await file.text() : rawField(form, 'text');
	if (text.length > MOST_BYTES) return { ok: false, reason: 'too-large' };
	if (text.trim() === '') return { ok: false, reason: 'empty' };
	const json = parsed(text);
	if (!json) return { ok: false, reason: 'not-json' };
	return sentForm(readFormFile(json.value), '/content');
}
