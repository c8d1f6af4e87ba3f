/** One frame to many viewers in slices, so that requests are answered in between. */

const SLICE_MS = 5;

/** Resolves when all were given the frame. */
export function fanOut<T>(items: Iterable<T>, give: (item: T) => void): Promise<void> {
	// A copy: viewers come and go between slices.
	const queue = [...items];
	let next = 0;
	return new Promise((resolve) => {
		const slice = (): void => {
			const until = performance.now() + SLICE_MS;
			while (next < queue.length) {
				const item = queue[next++];
				if (item !== undefined) give(item);
				if (performance.now() > until && next < queue.length) {
					setImmediate(slice);
					return;
				}
			}
			resolve();
		};
		slice();
	});
}
