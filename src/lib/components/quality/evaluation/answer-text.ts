/** An answer in words. */
import type { Answer } from '#lib/domain/quality/answers.ts';
import type { Question } from '#lib/domain/quality/form.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

type Speaks = Pick<Reader, 't' | 'locale'>;

const numberText = (value: number, { unit }: Pick<Question, 'unit'>, locale: string): string => {
	const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
	return unit === '' ? text : `${text} ${unit}`;
};

/** Empty: nothing was answered. */
export function answerText(question: Question, answer: Answer, { t, locale }: Speaks): string {
	if (answer.isNa) return t('evaluation.report.na');
	switch (question.type) {
		case 'yes_no':
		case 'single':
		case 'multiple':
			return answer.options
				.map((id) => question.options.find((option) => option.id === id)?.label ?? id)
				.join(', ');
		case 'range':
		case 'number':
			return answer.number === null ? '' : numberText(answer.number, question, locale);
		case 'text':
			return answer.text;
		default:
			return question.type satisfies never;
	}
}
