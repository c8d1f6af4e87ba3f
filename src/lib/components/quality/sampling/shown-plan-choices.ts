/** What the form of a plan lets choose from, as the server gives it. */
interface Named {
	readonly id: string;
	readonly name: string;
}

export interface ShownPlanChoices {
	readonly nodes: readonly (Named & { readonly depth: number })[];
	/** Queues. */
	readonly named: readonly Named[];
	readonly channels: readonly string[];
	readonly words: readonly string[];
	readonly agents: readonly Named[];
	readonly forms: readonly Named[];
	readonly people: readonly Named[];
}
