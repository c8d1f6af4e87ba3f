/** Rows of each agent, in their order. */
export function byAgent<T extends { readonly agent: string }>(
	list: readonly T[]
): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of list) {
		const group = groups.get(one.agent);
		if (group) group.push(one);
		else groups.set(one.agent, [one]);
	}
	return groups;
}
