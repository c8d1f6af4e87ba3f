/** The versions of a scorecard, and what one changes of another. */
import { sentChanges } from '#lib/domain/scorecard/edit/changes.ts';
import type { ItemChange } from '#lib/domain/scorecard/edit/changes.ts';
import { sentOf } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type { SentScorecard } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Scorecard, ScorecardVersion } from '#lib/domain/scorecard/scorecard.ts';
import { versionFor } from '#lib/domain/scorecard/versions.ts';
import type { Runtime } from '../../runtime.ts';
import { sourceChoices, unitsOf } from './source-choices.ts';

type Parts = Pick<Runtime, 'teams' | 'scorecards' | 'people' | 'config'>;

export interface VersionLine {
	readonly version: number;
	readonly validFrom: Month;
	readonly note: string;
	readonly createdAtMs: number;
	/** Empty: somebody who is gone. */
	readonly author: string;
	/** It holds for the running month. */
	readonly isInForce: boolean;
	/** No month is judged by it: a later one begins no later. */
	readonly isReplaced: boolean;
}

export interface VersionsPage {
	readonly name: string;
	/** Newest first. */
	readonly versions: readonly VersionLine[];
	/** Null: there is only one version. */
	readonly compared: {
		readonly before: number;
		readonly after: number;
		readonly changes: readonly ItemChange[];
		/** Names of objectives, perspectives and figures that changes name by their ids. */
		readonly names: Readonly<Record<string, string>>;
	} | null;
}

function lines(
	versions: readonly ScorecardVersion[],
	thisMonth: Month,
	nameOf: (person: string) => string
): VersionLine[] {
	const inForce = versionFor(versions, thisMonth);
	return versions
		.map((one) => ({
			...{ version: one.version, validFrom: one.validFrom, note: one.note },
			...{ createdAtMs: one.createdAtMs, author: nameOf(one.createdBy) },
			isInForce: one === inForce,
			isReplaced: versionFor(versions, one.validFrom) !== one
		}))
		.reverse();
}

/** Two versions by their numbers; without them, or of a number that is none, the newest two. */
function pairOf(
	versions: readonly ScorecardVersion[],
	query: URLSearchParams
): readonly [ScorecardVersion, ScorecardVersion] | null {
	const asked = (name: string) =>
		versions.find(({ version }) => String(version) === query.get(name));
	const after = asked('to') ?? versions.at(-1);
	const before = asked('from') ?? versions[versions.findIndex((one) => one === after) - 1];
	return before && after ? [before, after] : null;
}

function namesIn(sents: readonly SentScorecard[]): Record<string, string> {
	const items = sents.flatMap(({ perspectives, objectives }) => [...perspectives, ...objectives]);
	return Object.fromEntries(items.map(({ id, name }) => [id, name]));
}

export async function versionsPage(
	parts: Parts,
	scorecard: Scorecard,
	{ query, locale }: { query: URLSearchParams; locale: string }
): Promise<VersionsPage> {
	const { versions, team } = scorecard;
	const everybody = new Map((await parts.people.list()).map(({ id, name }) => [id, name]));
	const figures = versions
		.flatMap(({ content }) => content.measures)
		.flatMap(({ source }) => (source.kind === 'figure' ? [source.figure] : []));
	const sources = await sourceChoices(parts, team, figures);
	const writing = { unitOf: unitsOf(sources), mark: markOf(locale) };
	const pair = pairOf(versions, query);
	const [before, after] = (pair ?? []).map(({ content, validFrom, note }) =>
		sentOf(content, { validFrom, note }, writing)
	);
	return {
		name: versions.at(-1)?.content.name ?? '',
		versions: lines(
			versions,
			monthOf(Date.now(), parts.config.timeZone),
			(id) => everybody.get(id) ?? ''
		),
		compared:
			pair && before && after
				? {
						...{ before: pair[0].version, after: pair[1].version },
						changes: sentChanges(before, after),
						names: {
							...namesIn([before, after]),
							...Object.fromEntries(sources.figures.map(({ word, figure }) => [word, figure.name]))
						}
					}
				: null
	};
}
