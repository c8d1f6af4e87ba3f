/** A period as it was shown once: the whole value of the page, with its words in every language, so that nothing is asked again. */
import { LANGUAGES } from '../../../format/locale.ts';
import type { Language } from '../../../format/locale.ts';
import type { ScorecardPage } from '../scorecard-page.ts';
import { unitKey } from '../scorecard-page.ts';

/** What is written differently from now on gets another number, and this one stays readable. */
export const FROZEN_FORMAT = 1;

type Facts = ScorecardPage['facts'];

export interface FrozenScorecard {
	readonly format: typeof FROZEN_FORMAT;
	readonly page: Omit<ScorecardPage, 'choices' | 'facts'>;
	readonly facts: Readonly<Record<Language, Facts>>;
}

export function freeze(
	{ choices: _choices, facts: _facts, ...page }: ScorecardPage,
	facts: Readonly<Record<Language, Facts>>
): FrozenScorecard {
	return { format: FROZEN_FORMAT, page, facts };
}

/** As the page takes it; there is nothing else to choose. */
export function thaw({ page, facts }: FrozenScorecard, language: Language): ScorecardPage {
	const { unit, unitName, view } = page;
	const kind = unit.agent === null ? ('team' as const) : ('agent' as const);
	return {
		...page,
		facts: facts[language],
		choices: {
			months: [view.period.month],
			units: [{ key: unitKey(unit), unit, name: unitName, kind, depth: 0 }]
		}
	};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/**
 * Only what this product wrote is ever read, and its fingerprint says that nothing of it was changed; so the outline is
 * enough. Null: written in a format that is not known here.
 */
export function readFrozen(text: string): FrozenScorecard | null {
	const value: unknown = JSON.parse(text);
	if (!isObject(value) || value['format'] !== FROZEN_FORMAT) return null;
	const { page, facts } = value;
	if (!isObject(page) || !isObject(page['view']) || !isObject(facts)) return null;
	if (!LANGUAGES.every((language) => isObject(facts[language]))) return null;
	return value as unknown as FrozenScorecard;
}
