/**
 * What is built of a shape, once for each; of more than `most` those asked for longest ago go. People choose what is asked
 * together, so that nothing may be kept for ever.
 */
export function builtOnce<S, B>(
	most: number,
	keyOf: (shape: S) => string,
	build: (shape: S) => B
): (shape: S) => B {
	/** Asked for longest ago first. */
	const built = new Map<string, B>();
	return (shape) => {
		const key = keyOf(shape);
		const found = built.get(key) ?? build(shape);
		built.delete(key);
		built.set(key, found);
		for (const oldest of built.keys()) {
			if (built.size <= most) break;
			built.delete(oldest);
		}
		return found;
	};
}
