/** Whom the lines of a file are about, among the agents somebody may plan. */
import { fault } from './import-activity.ts';
import type { ImportFault, ImportedActivity } from './import-activity.ts';
import { plainWords } from './import-words.ts';

export interface PlannableAgent {
	/** As in events. */
	readonly agent: string;
	readonly name: string;
	/** Of the person with this agent, in lower case; empty when nobody has it. */
	readonly email: string;
}

type Found = { readonly agent: string } | 'unknown' | 'several';

class AgentBook {
	readonly #ids: ReadonlySet<string>;
	readonly #named = new Map<string, Set<string>>();

	constructor(agents: readonly PlannableAgent[]) {
		this.#ids = new Set(agents.map(({ agent }) => agent));
		for (const { agent, name, email } of agents) {
			for (const key of [agent.toLowerCase(), email, plainWords(name)]) this.#note(key, agent);
		}
	}

	#note(key: string, agent: string): void {
		if (key === '') return;
		const known = this.#named.get(key) ?? new Set();
		this.#named.set(key, known.add(agent));
	}

	/** By id, then by e-mail or name, whatever its capitals and accents. */
	find(names: readonly string[]): Found {
		for (const name of names) {
			if (this.#ids.has(name)) return { agent: name };
			const found = this.#named.get(name.toLowerCase()) ?? this.#named.get(plainWords(name));
			const [only, other] = found ?? [];
			if (other !== undefined) return 'several';
			if (only !== undefined) return { agent: only };
		}
		return 'unknown';
	}
}

/** By agent. Who is not among them is a fault, the same whether they are in other teams or nowhere. */
export function resolveAgents(
	activities: readonly ImportedActivity[],
	agents: readonly PlannableAgent[],
	faults: ImportFault[]
): Map<string, ImportedActivity[]> {
	const book = new AgentBook(agents);
	const byAgent = new Map<string, ImportedActivity[]>();
	/** A line that repeats is wrong once. */
	const refused = new Set<string>();
	for (const activity of activities) {
		const found = book.find(activity.agent);
		if (typeof found === 'string') {
			const shown = activity.agent[0] ?? '';
			const key = JSON.stringify([activity.line, shown]);
			if (!refused.has(key)) faults.push(fault(activity.line, `agent-${found}`, shown));
			refused.add(key);
			continue;
		}
		const own = byAgent.get(found.agent);
		if (own) own.push(activity);
		else byAgent.set(found.agent, [activity]);
	}
	return byAgent;
}
