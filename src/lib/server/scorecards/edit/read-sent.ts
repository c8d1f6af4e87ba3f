/** The form of a scorecard as it was sent. */
import type { FaultyItem } from '#lib/domain/scorecard/content-faults.ts';
import { fieldName } from '#lib/domain/scorecard/edit/field-name.ts';
import { TARGET_FIELDS, TARGET_SHAPES } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type {
	SentLink,
	SentMeasure,
	SentObjective,
	SentPerspective,
	SentScorecard
} from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { AGGREGATORS } from '#lib/domain/scorecard/roll-up.ts';
import {
	MOST_LINKS,
	MOST_MEASURES,
	MOST_OBJECTIVES,
	MOST_PERSPECTIVES,
	PERSPECTIVE_KINDS
} from '#lib/domain/scorecard/scorecard.ts';
import { flagField, linesField, listField, rawField, textField } from '../../form-fields.ts';

const oneOf = <T extends string>(list: readonly T[], word: string, fallback: T): T =>
	list.find((one) => one === word) ?? fallback;

/** Several lines as they were typed, without what cannot be seen. */
const linesOf = (form: FormData, name: string): string =>
	rawField(form, name)
		.split(/\r?\n/u)
		.map((line) => line.replace(/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, ''))
		.join('\n')
		.trim();

class Reading {
	readonly #form: FormData;

	constructor(form: FormData) {
		this.#form = form;
	}

	/** The items in the order of the form; one more than there may be, so that too many are noticed. */
	ids(item: FaultyItem, most: number): string[] {
		return listField(this.#form, item).slice(0, most + 1);
	}

	text(item: FaultyItem, id: string, field: string): string {
		return textField(this.#form, fieldName(item, id, field));
	}

	perspective(id: string): SentPerspective {
		const text = (field: string) => this.text('perspective', id, field);
		const kind = oneOf(PERSPECTIVE_KINDS, text('kind'), 'own');
		return { id, kind, name: text('name'), weight: text('weight') };
	}

	objective(id: string): SentObjective {
		const text = (field: string) => this.text('objective', id, field);
		return {
			...{ id, perspective: text('perspective'), name: text('name') },
			...{ owner: text('owner'), weight: text('weight') }
		};
	}

	measure(id: string): SentMeasure {
		const text = (field: string) => this.text('measure', id, field);
		const list = (field: string) => listField(this.#form, fieldName('measure', id, field));
		return {
			...{ id, objective: text('objective'), name: text('name'), source: text('source') },
			description: linesOf(this.#form, fieldName('measure', id, 'description')),
			...{ channels: list('channel'), queues: list('queue'), teams: list('team') },
			shape: oneOf(TARGET_SHAPES, text('shape'), 'none'),
			numbers: Object.fromEntries(
				TARGET_FIELDS.map((field) => [field, text(field)])
			) as SentMeasure['numbers'],
			...{ weight: text('weight'), owner: text('owner'), leastN: text('leastN') },
			timing: oneOf(['lead', 'lag'], text('timing'), 'lag'),
			isCritical: flagField(this.#form, fieldName('measure', id, 'isCritical'))
		};
	}

	link(id: string): SentLink {
		const text = (field: string) => this.text('link', id, field);
		return {
			...{ id, from: text('from'), to: text('to'), lagMonths: text('lagMonths') },
			direction: oneOf(['with', 'against'], text('direction'), 'with'),
			note: text('note')
		};
	}

	scorecard(): SentScorecard {
		const form = this.#form;
		return {
			...{ name: textField(form, 'name'), description: linesOf(form, 'description') },
			perspectives: this.ids('perspective', MOST_PERSPECTIVES).map((id) => this.perspective(id)),
			objectives: this.ids('objective', MOST_OBJECTIVES).map((id) => this.objective(id)),
			measures: this.ids('measure', MOST_MEASURES).map((id) => this.measure(id)),
			links: this.ids('link', MOST_LINKS).map((id) => this.link(id)),
			aggregator: oneOf(AGGREGATORS, textField(form, 'aggregator'), 'mean'),
			hasCriticalCap: flagField(form, 'hasCriticalCap'),
			sources: linesField(form, 'sources').join('\n'),
			...{ validFrom: textField(form, 'validFrom'), note: textField(form, 'note') }
		};
	}
}

export const readSentScorecard = (form: FormData): SentScorecard => new Reading(form).scorecard();
