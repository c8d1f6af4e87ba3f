/** Conditions that can never hold, or that look at what has not been asked yet. */
import type { Question } from './form.ts';
import type { FormFault } from './form-faults.ts';

interface Asked {
	readonly pointer: string;
	readonly question: Question;
}

/** Of all questions in the order they are asked. */
export function conditionFaults(asked: readonly Asked[]): FormFault[] {
	const places = new Map(asked.map(({ question }, index) => [question.id, index]));
	return asked.flatMap(({ pointer, question }, index): FormFault[] => {
		if (question.condition === null) return [];
		const place = `${pointer}/condition`;
		const { question: about, options } = question.condition;
		const other = places.get(about);
		const looksAt = other === undefined ? undefined : asked[other]?.question;
		if (other === undefined || !looksAt) {
			return [{ pointer: `${place}/question`, code: 'condition-unknown', about }];
		}
		if (other >= index) {
			return [{ pointer: `${place}/question`, code: 'condition-later', about: looksAt.text }];
		}
		return optionFaults(place, options, looksAt);
	});
}

function optionFaults(place: string, options: readonly string[], looksAt: Question): FormFault[] {
	if (!['yes_no', 'single', 'multiple'].includes(looksAt.type)) {
		return [{ pointer: `${place}/question`, code: 'condition-never', about: looksAt.text }];
	}
	return options
		.filter((option) => !looksAt.options.some(({ id }) => id === option))
		.map((option) => ({ pointer: `${place}/options`, code: 'condition-option', about: option }));
}
