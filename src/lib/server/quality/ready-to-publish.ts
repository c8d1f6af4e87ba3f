/** Whether what is written of a form can become its next version. */
import { formFaults } from '#lib/domain/quality/form-faults.ts';
import type { FormFault } from '#lib/domain/quality/form-faults.ts';
import type { FormContent, PublishedForm } from '#lib/domain/quality/form.ts';
import { hashOfForm, textOfForm } from './stored-form.ts';
import type { StoredForm } from './stored-form.ts';

export type Published =
	| { readonly ok: true; readonly published: PublishedForm }
	| { readonly ok: false; readonly reason: 'gone' | 'conflict' | 'unchanged' }
	| { readonly ok: false; readonly reason: 'faults'; readonly faults: readonly FormFault[] };

export type Ready =
	| Exclude<Published, { readonly ok: true }>
	| {
			readonly ok: true;
			readonly before: PublishedForm | null;
			readonly content: FormContent;
			readonly text: string;
			readonly hash: string;
	  };

/** `revision`: of what whoever publishes has seen. */
export function readyToPublish(stored: StoredForm | null, revision: number): Ready {
	if (!stored) return { ok: false, reason: 'gone' };
	if (stored.revision !== revision) return { ok: false, reason: 'conflict' };
	const { draft: content, newest: before } = stored;
	if (!content) return { ok: false, reason: 'unchanged' };
	const text = textOfForm(content);
	const hash = hashOfForm(text);
	if (hash === before?.hash) return { ok: false, reason: 'unchanged' };
	const faults = formFaults(content);
	return faults.length > 0
		? { ok: false, reason: 'faults', faults }
		: { ok: true, before, content, text, hash };
}
