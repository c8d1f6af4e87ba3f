/** Asks until the answer is yes. */
export async function until<T>(
	what: string,
	probe: () => Promise<T | null | false>,
	withinMs = 60_000
): Promise<T> {
	const deadline = Date.now() + withinMs;
	let last: unknown;
	while (Date.now() < deadline) {
		try {
			const found = await probe();
			if (found !== null && found !== false) return found;
		} catch (error) {
			last = error;
		}
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error(`${what}: not within ${withinMs} ms`, { cause: last });
}
