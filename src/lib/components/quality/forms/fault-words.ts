/** What is wrong with a form, and where, in words. */
import type { FormCode } from '#lib/domain/quality/form-faults.ts';
import { sectionsIn } from '#lib/domain/quality/form-faults.ts';
import type { Fault, ShapeCode } from '#lib/domain/quality/form-shape.ts';
import type { WarningCode } from '#lib/domain/quality/form-warnings.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import type { Translate } from '#lib/i18n/translator.ts';

export type AnyFault = Fault<FormCode | ShapeCode | WarningCode>;

export const faultText = (t: Translate, { code, about }: AnyFault): string =>
	t(`forms.wrong.${code}`, { about });

/** The id of the section or question it is in; null: the form itself. */
export function itemAt(content: FormContent, pointer: string): string | null {
	const within = sectionsIn(content)
		.filter((each) => pointer === each.pointer || pointer.startsWith(`${each.pointer}/`))
		.at(-1);
	if (!within) return null;
	const rest = pointer.slice(within.pointer.length);
	const index = /^\/questions\/(\d+)/.exec(rest)?.[1];
	const question = index === undefined ? undefined : within.section.questions[Number(index)];
	return (question ?? within.section).id;
}
