/** An initiative as a form sends it: rows that are left empty are left out. */
import { MOST_EFFECTS, MOST_MILESTONES } from '#lib/domain/scorecard/strategy/initiative.ts';
import type { SentInitiative } from '#lib/domain/scorecard/strategy/sent-initiative.ts';
import { chosenField, flagField, rawField, textField } from '../../form-fields.ts';

const LONGEST_NAME = 160;
const LONGEST_PERSON = 120;
const LONGEST_DESCRIPTION = 4000;
const LONGEST_MILESTONE = 200;

/** `objectives`: those that may be chosen. */
export const readInitiativeForm = (
	form: FormData,
	objectives: readonly string[]
): SentInitiative => ({
	name: textField(form, 'name').slice(0, LONGEST_NAME),
	description: rawField(form, 'description')
		.replace(/\r\n?/g, '\n')
		.trim()
		.slice(0, LONGEST_DESCRIPTION),
	sponsor: textField(form, 'sponsor').slice(0, LONGEST_PERSON),
	owner: textField(form, 'owner').slice(0, LONGEST_PERSON),
	startsOn: textField(form, 'startsOn'),
	endsOn: textField(form, 'endsOn'),
	budget: textField(form, 'budget'),
	spent: textField(form, 'spent'),
	done: textField(form, 'done'),
	objectives: chosenField(form, 'objective', objectives),
	milestones: Array.from({ length: MOST_MILESTONES }, (_, at) => ({
		name: textField(form, `milestone.${at}.name`).slice(0, LONGEST_MILESTONE),
		isStep: flagField(form, `milestone.${at}.isStep`),
		dueOn: textField(form, `milestone.${at}.dueOn`),
		doneOn: textField(form, `milestone.${at}.doneOn`)
	})).filter(({ name, dueOn, doneOn }) => `${name}${dueOn}${doneOn}` !== ''),
	effects: Array.from({ length: MOST_EFFECTS }, (_, at) => ({
		measure: rawField(form, `effect.${at}.measure`),
		change: textField(form, `effect.${at}.change`),
		month: textField(form, `effect.${at}.month`)
	})).filter(({ measure, change }) => `${measure}${change}` !== ''),
	endedAs: rawField(form, 'endedAs'),
	endedOn: textField(form, 'endedOn')
});
