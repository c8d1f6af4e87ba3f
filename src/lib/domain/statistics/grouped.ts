/** Things by a word of theirs, in the order in which the words first come. */
export function grouped<T>(things: readonly T[], wordOf: (thing: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const thing of things) {
		const word = wordOf(thing);
		const group = groups.get(word);
		if (group) group.push(thing);
		else groups.set(word, [thing]);
	}
	return groups;
}
