/** Who of the evaluators of a plan gets which of its contacts: the same for the same input, and as even as may be. */

export interface Evaluator {
	/** Id of the person. */
	readonly id: string;
	/** Of whoever answers contacts as well: the id in events; null for others. */
	readonly agent: string | null;
	/** Words of the teams this person leads. */
	readonly leads: ReadonlySet<string>;
}

export interface ToGive {
	readonly id: string;
	readonly agent: string;
	/** Word of the agent's team; empty: none. */
	readonly team: string;
}

export interface Given {
	readonly id: string;
	/** Null: nobody may judge it, since it is the own contact of each. */
	readonly evaluator: string | null;
	/** It went to the lead of the agent's own team, because no other evaluator could take it. */
	readonly toOwnLead: boolean;
}

/**
 * In the given order, each contact goes to whoever has the fewest; of equals to the first in the list. Nobody gets own
 * contacts. The lead of the agent's team gets it only where nobody else can. `load` is what each has of this draw already.
 */
export function giveOut(
	contacts: readonly ToGive[],
	evaluators: readonly Evaluator[],
	load: ReadonlyMap<string, number>
): Given[] {
	const held = new Map(evaluators.map(({ id }) => [id, load.get(id) ?? 0]));
	return contacts.map(({ id, agent, team }) => {
		const able = evaluators.filter((one) => one.agent === null || one.agent !== agent);
		const others = able.filter(({ leads }) => team === '' || !leads.has(team));
		const toOwnLead = others.length === 0 && able.length > 0;
		const chosen = leastLoaded(toOwnLead ? able : others, held);
		if (chosen !== null) held.set(chosen, (held.get(chosen) ?? 0) + 1);
		return { id, evaluator: chosen, toOwnLead };
	});
}

function leastLoaded(
	evaluators: readonly Evaluator[],
	held: ReadonlyMap<string, number>
): string | null {
	let chosen: string | null = null;
	let least = Infinity;
	for (const { id } of evaluators) {
		const load = held.get(id) ?? 0;
		if (load >= least) continue;
		chosen = id;
		least = load;
	}
	return chosen;
}
