/** Units of a scorecard that somebody may look at: nodes at and below its own, and single agents for those who may tell them apart. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { covers, scopeOfTeams } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { unitKey } from '#lib/domain/scorecard/scorecard-page.ts';
import type { UnitChoice } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import { maySeeAgents, nodesBelow, reachedNodes } from './unit-scope.ts';

export interface KnownAgent {
	readonly agent: string;
	readonly name: string;
	readonly team: string;
}

export interface UnitSources {
	readonly nodes: readonly TeamNode[];
	readonly agents: readonly KnownAgent[];
}

/** In the order of the tree; the agents of the node that is looked at follow it. */
export function unitChoices(
	principal: Principal | null,
	{ nodes, agents }: UnitSources,
	{ team, unit }: { readonly team: string; readonly unit: Unit }
): UnitChoice[] {
	const reached = reachedNodes(principal, nodes);
	return nodesBelow(nodes, team)
		.filter(({ node }) => reached.has(node.id))
		.flatMap(({ node, depth }): UnitChoice[] => {
			const own: Unit = { team: node.id, agent: null };
			const choice = { key: unitKey(own), unit: own, name: node.name, kind: node.kind, depth };
			if (node.id !== unit.team || !maySeeAgents(principal)) return [choice];
			const words = new Set(node.words);
			const ofNode = agents
				.filter((agent) => words.has(agent.team) || agent.agent === unit.agent)
				.map(({ agent, name }): UnitChoice => {
					const one: Unit = { team: node.id, agent };
					const said = name === '' ? agent : name;
					return { key: unitKey(one), unit: one, name: said, kind: 'agent', depth: depth + 1 };
				})
				.sort((a, b) => a.name.localeCompare(b.name));
			return [choice, ...ofNode];
		});
}

/** Null: it is not below the node of the scorecard, or out of reach: as if it were not there. */
export function seenUnit(
	principal: Principal | null,
	{ nodes, agents }: UnitSources,
	{ team, unit }: { readonly team: string; readonly unit: Unit }
): { readonly name: string } | null {
	const found = nodesBelow(nodes, team).find(({ node }) => node.id === unit.team);
	if (!found || !reachedNodes(principal, nodes).has(unit.team)) return null;
	if (unit.agent === null) return { name: found.node.name };
	if (!maySeeAgents(principal)) return null;
	const agent = agents.find((one) => one.agent === unit.agent);
	if (!agent || !covers(scopeOfTeams(nodes, [unit.team]).teams, agent.team)) return null;
	return { name: agent.name === '' ? agent.agent : agent.name };
}
