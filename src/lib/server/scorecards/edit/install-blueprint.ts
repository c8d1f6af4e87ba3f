/** A preset or a file becomes a scorecard of a node: the figures it names are created, or found where they are there already. */
import { figuresNamed, renameFigures } from '#lib/domain/scorecard/blueprint.ts';
import type { Blueprint } from '#lib/domain/scorecard/blueprint.ts';
import { contentFaults } from '#lib/domain/scorecard/content-faults.ts';
import type { ContentFault } from '#lib/domain/scorecard/content-faults.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { sourceWord } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { Runtime } from '../../runtime.ts';
import { isReadable, sourceChoices, unitsOf } from './source-choices.ts';

export interface Installation {
	readonly blueprint: Blueprint;
	readonly team: string;
	readonly validFrom: Month;
	readonly note: string;
}

export type Installed =
	| { readonly ok: true; readonly scorecard: Scorecard }
	| { readonly ok: false; readonly reason: 'most' | 'figures' }
	| { readonly ok: false; readonly reason: 'faults'; readonly faults: readonly ContentFault[] };

export interface InstallParts {
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly scorecards: {
		readonly store: Pick<Runtime['scorecards']['store'], 'create'>;
		readonly figures: Pick<Runtime['scorecards']['figures'], 'definitions'>;
	};
}

/** A code that means another number elsewhere in the tree: the new figure is numbered. */
const MOST_TRIES = 9;
const numbered = (figure: Figure, n: number): Figure =>
	n === 1 ? figure : { ...figure, code: `${figure.code.slice(0, 56)}_${n}` };

const meansOther = (a: Figure, b: Figure): boolean => a.unit !== b.unit || a.adding !== b.adding;

async function idOf(
	{ scorecards }: InstallParts,
	{ team, figure }: { team: string; figure: Figure },
	actor: Actor
): Promise<string | null> {
	for (let n = 1; n <= MOST_TRIES; n++) {
		const draft = { team, figure: numbered(figure, n) };
		const saved = await scorecards.figures.definitions.ensure(draft, actor);
		if (saved.ok && !meansOther(saved.stored.figure, figure)) return saved.stored.id;
		if (!saved.ok && saved.reason !== 'code-taken') return null;
	}
	return null;
}

/** What is wrong with it here; figures that come with it will be there. */
async function faultsOf(
	parts: InstallParts,
	{ blueprint, team }: Installation
): Promise<readonly ContentFault[]> {
	const units = unitsOf(await sourceChoices(parts, team));
	const coming = new Map(blueprint.figures.map(({ code, unit }) => [code, unit]));
	return contentFaults(blueprint.content, (source) => {
		if (source.kind === 'figure') return coming.get(source.figure) ?? null;
		if (source.kind === 'metric' && !isReadable(source.metric)) return null;
		return units(sourceWord(source));
	});
}

export async function installBlueprint(
	parts: InstallParts,
	installation: Installation,
	actor: Actor
): Promise<Installed> {
	const { blueprint, team, validFrom, note } = installation;
	const faults = await faultsOf(parts, installation);
	if (faults.length > 0) return { ok: false, reason: 'faults', faults };
	const ids = new Map<string, string>();
	const named = new Set(figuresNamed(blueprint.content));
	for (const figure of blueprint.figures.filter(({ code }) => named.has(code))) {
		const id = await idOf(parts, { team, figure }, actor);
		if (id === null) return { ok: false, reason: 'figures' };
		ids.set(figure.code, id);
	}
	const content = renameFigures(blueprint.content, (code) => ids.get(code) ?? code);
	const saved = await parts.scorecards.store.create({ team, content, validFrom, note }, actor);
	if (saved.ok) return saved;
	return { ok: false, reason: 'most' };
}
