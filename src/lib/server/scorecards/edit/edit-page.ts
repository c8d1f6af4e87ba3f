/** The form of a scorecard: what it begins with, and what becomes of what is sent. */
import { randomUUID } from 'node:crypto';
import { contentHints } from '#lib/domain/scorecard/content-hints.ts';
import type { ContentHint } from '#lib/domain/scorecard/content-hints.ts';
import { checkScorecard } from '#lib/domain/scorecard/edit/check-scorecard.ts';
import type { CheckedScorecard } from '#lib/domain/scorecard/edit/check-scorecard.ts';
import { sentOf } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type { SentScorecard } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { applyStep, readStep } from '#lib/domain/scorecard/edit/steps.ts';
import type { Step } from '#lib/domain/scorecard/edit/steps.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { Scorecard, ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import { textField } from '../../form-fields.ts';
import type { Runtime } from '../../runtime.ts';
import { editChoices } from './edit-choices.ts';
import type { EditChoices } from './edit-choices.ts';
import { readSentScorecard } from './read-sent.ts';
import { figuresOf, sourceChoices, unitsOf } from './source-choices.ts';

type Parts = Pick<Runtime, 'teams' | 'scorecards' | 'clickhouse' | 'hub' | 'config'>;

export interface EditPage {
	readonly sent: SentScorecard;
	readonly choices: EditChoices;
	readonly hints: readonly ContentHint[];
	/** The version the form begins with. */
	readonly basedOn: number;
}

/** Empty where the scorecard has no version, which cannot be. */
const newestOf = ({ versions }: Scorecard) => {
	const newest = versions.at(-1);
	if (!newest) throw new Error('a scorecard without versions');
	return newest;
};

const sourceNames = ({ measures }: Pick<ScorecardContent, 'measures'>): string[] =>
	measures.flatMap(({ source }) => (source.kind === 'figure' ? [source.figure] : []));

/** The newest version, to be written from the running month on. */
export async function editPage(
	parts: Parts,
	scorecard: Scorecard,
	locale: string
): Promise<EditPage> {
	const { content, version } = newestOf(scorecard);
	const sources = await sourceChoices(parts, scorecard.team, sourceNames(content));
	const validFrom = monthOf(Date.now(), parts.config.timeZone);
	const writing = { unitOf: unitsOf(sources), mark: markOf(locale) };
	const sent = sentOf(content, { validFrom, note: '' }, writing);
	return {
		sent,
		choices: await editChoices(parts, scorecard.team, sent),
		hints: contentHints(content, figuresOf(sources)),
		basedOn: version
	};
}

export interface SentPage {
	readonly sent: SentScorecard;
	readonly checked: CheckedScorecard;
	/** Empty as long as something is wrong. */
	readonly hints: readonly ContentHint[];
}

export async function readSentPage(
	parts: Parts,
	scorecard: Scorecard,
	{ form, locale }: { readonly form: FormData; readonly locale: string }
): Promise<SentPage> {
	const sent = readSentScorecard(form);
	const named = sent.measures.map(({ source }) => source.replace(/^figure:/u, ''));
	const sources = await sourceChoices(parts, scorecard.team, named);
	const checked = checkScorecard(sent, { unitOf: unitsOf(sources), mark: markOf(locale) });
	const hints = checked.ok ? contentHints(checked.content, figuresOf(sources)) : [];
	return { sent, checked, hints };
}

export interface SteppedPage {
	readonly sent: SentScorecard;
	/** The item to go on with. */
	readonly at: string | null;
	readonly step: Step | null;
}

/** A button was pressed that changes the form; a word that is no step changes nothing. */
export function stepPage(form: FormData): SteppedPage {
	const sent = readSentScorecard(form);
	const step = readStep(textField(form, 'step'));
	if (step === null) return { sent, at: null, step };
	const newId = `${step.kind.slice(0, 1)}-${randomUUID().slice(0, 8)}`;
	return { ...applyStep(sent, step, newId), step };
}
