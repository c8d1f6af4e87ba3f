/** What a form may be published with, and is worse for. */
import type { FormContent, Question } from './form.ts';
import { countsInScore, sectionsIn, standings } from './form-faults.ts';
import type { Standing } from './form-faults.ts';
import type { Fault } from './form-shape.ts';

export const WARNING_CODES = [
	'anchor-missing',
	'section-empty',
	'section-unscored',
	'bonus-without-room',
	'no-bands'
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];
export type FormWarning = Fault<WarningCode>;

export function formWarnings(content: FormContent): FormWarning[] {
	const asked = standings(content);
	return [
		...(content.bands.length === 0 ? [warning('/bands', 'no-bands')] : []),
		...bonusWarnings(content, asked),
		...sectionWarnings(content, asked),
		...asked.flatMap(({ pointer, question }) => anchorWarnings(pointer, question))
	];
}

const warning = (pointer: string, code: WarningCode, about = ''): FormWarning => ({
	pointer,
	code,
	about
});

function bonusWarnings({ bonusCap }: FormContent, asked: readonly Standing[]): FormWarning[] {
	const hasBonus = asked.some(({ question }) => question.isBonus);
	return hasBonus && bonusCap === 1 ? [warning('/bonusCap', 'bonus-without-room')] : [];
}

function sectionWarnings(content: FormContent, asked: readonly Standing[]): FormWarning[] {
	return sectionsIn(content).flatMap(({ pointer, section }) => {
		const within = asked.filter((each) => each.section === section || each.outer === section);
		if (within.length === 0) return [warning(pointer, 'section-empty')];
		const loses = within.some(({ question }) => question.critical?.scope === 'section_zero');
		return loses && !within.some((each) => countsInScore(content, each))
			? [warning(pointer, 'section-unscored')]
			: [];
	});
}

/** Two people choose the same option when both know what it looks like. */
function anchorWarnings(pointer: string, question: Question): FormWarning[] {
	if (question.weight === 0 && question.critical === null) return [];
	return question.options.flatMap(({ anchor, label }, index) =>
		anchor.trim() === ''
			? [warning(`${pointer}/options/${index}/anchor`, 'anchor-missing', label)]
			: []
	);
}
