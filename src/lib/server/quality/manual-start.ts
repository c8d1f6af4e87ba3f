/** What somebody needs to evaluate a contact by hand: who had it, which forms fit, and what is known of it already. */
import { lineage, reach } from '#lib/domain/access/team.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { judgedParts } from '#lib/domain/quality/judged-parts.ts';
import type { ReportFacts } from '#lib/domain/quality/report.ts';
import { answerInteraction } from '../api/interaction-answer.ts';
import { askingOf } from '../api/asking.ts';
import type { Runtime } from '../runtime.ts';
import { mayKnow } from './blind.ts';
import type { JudgedContact } from './evaluation-start.ts';
import { namesFor } from './evaluation-page.ts';
import type { PageEvent, PageParts } from './evaluation-page.ts';
import { inReach } from './in-reach.ts';
import { reportFacts } from './report-facts.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export type StartParts = PageParts & Pick<Runtime, 'teams'>;

export interface FormChoice {
	readonly id: string;
	readonly name: string;
	readonly version: number;
}
export interface JudgedChoice extends JudgedContact {
	readonly agentName: string;
	readonly queueName: string;
}
export interface ManualStartPage {
	readonly interaction: string;
	readonly judged: readonly JudgedChoice[];
	readonly forms: readonly FormChoice[];
	/** The own contacts of whoever asks were left out of `judged`. */
	readonly isOwn: boolean;
	/** Evaluations of it that count and that whoever asks may know of. */
	readonly known: readonly ReportFacts[];
}

/** Those of nodes that are reached, and of nodes above them; made for the channel, or for all. */
async function formChoices(
	{ quality, teams }: StartParts,
	principal: Principal,
	channel: string
): Promise<FormChoice[]> {
	const [forms, nodes] = await Promise.all([quality.forms.list(), teams.nodes()]);
	const own = teamsOf(principal);
	const reached = reach(nodes, own);
	const above = new Set(own.flatMap((team) => lineage(nodes, team)));
	return forms.flatMap(({ id, name, team, version, channels, isArchived }) => {
		if (version === null || isArchived || !(reached.has(team) || above.has(team))) return [];
		return channels.length === 0 || channels.includes(channel) ? [{ id, name, version }] : [];
	});
}

async function knownEvaluations(
	parts: StartParts,
	principal: Principal,
	interaction: string
): Promise<StoredEvaluation[]> {
	const [all, scope, teams] = await Promise.all([
		parts.quality.evaluations.about(interaction),
		parts.access.scopeOf(principal),
		parts.quality.teamOfAgents()
	]);
	const seen = await Promise.all(
		all.map(async (one) =>
			inReach(scope, one, teams) && (await mayKnow(parts.store.database, one.id, principal.id))
				? [one]
				: []
		)
	);
	return seen.flat();
}

/** Null: there is no such contact, or none for whoever asks. Rejects with QueryError. */
export async function manualStart(
	parts: StartParts,
	event: PageEvent,
	interaction: string
): Promise<ManualStartPage | null> {
	const { principal } = event.locals;
	if (principal?.kind !== 'person' || interaction === '') return null;
	const answer = await answerInteraction(interaction, await askingOf(parts, event));
	if (!answer) return null;
	const { channel, endedAt, lastEventAt } = answer;
	const endMs = Date.parse(endedAt ?? lastEventAt ?? '');
	const all = judgedParts(answer.segments, Number.isFinite(endMs) ? endMs : 0);
	const judged = all.filter(({ agent }) => agent !== principal.agent);
	const [forms, known] = await Promise.all([
		formChoices(parts, principal, channel),
		knownEvaluations(parts, principal, interaction)
	]);
	const names = await namesFor(parts, event, [...judged, ...known]);
	return {
		interaction,
		judged: judged.map(({ agent, queue, untilMs }) => ({
			...{ interaction, agent, queue, channel, contactAtMs: untilMs },
			...{ agentName: names.agent(agent), queueName: names.queue(queue) }
		})),
		forms,
		isOwn: judged.length < all.length,
		known: known.map((one) => reportFacts(one, names))
	};
}
