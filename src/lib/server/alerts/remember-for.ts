/** What is asked often and changes seldom: the answer is kept for a while; a failure is not. */
export function rememberFor<T>(
	keepMs: number,
	ask: () => Promise<T>,
	now: () => number = () => performance.now()
): () => Promise<T> {
	let kept: { readonly atMs: number; readonly value: T } | null = null;
	return async () => {
		if (kept && now() - kept.atMs < keepMs) return kept.value;
		const value = await ask();
		kept = { atMs: now(), value };
		return value;
	};
}
