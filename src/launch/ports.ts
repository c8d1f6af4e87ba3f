/** Whether a port can be listened on, asked before anything is started. */
import { createServer } from 'node:net';

export function isPortFree(host: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => {
			resolve(false);
		});
		probe.listen(port, host, () => {
			probe.close(() => {
				resolve(true);
			});
		});
	});
}

/** Resolves when the address answers 200, rejects after `withinMs`. */
export async function waitForAnswer(
	url: string,
	withinMs: number,
	signal: AbortSignal
): Promise<void> {
	const until = Date.now() + withinMs;
	for (;;) {
		try {
			const answer = await fetch(url, {
				signal: AbortSignal.any([signal, AbortSignal.timeout(2000)])
			});
			await answer.body?.cancel();
			if (answer.ok) return;
		} catch {
			signal.throwIfAborted();
		}
		if (Date.now() > until)
			throw new Error(`${url} did not answer within ${Math.round(withinMs / 1000)} s`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
