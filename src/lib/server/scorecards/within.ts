/** Waits for some work, but only so long: it goes on, and nobody waits for it any more. A failure is thrown. */
export async function within(work: Promise<unknown>, ms: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	await Promise.race([work, over]).finally(() => {
		clearTimeout(timer);
	});
}
