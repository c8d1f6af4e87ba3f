/** Ctrl-C asks a command to stop cleanly; a second one ends it at once. */
const INTERRUPTED = 130;
/** A terminal and npm both pass on one Ctrl-C. */
const SAME_KEY_MS = 300;

export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

export function onInterrupt(): AbortSignal {
	const abort = new AbortController();
	let firstMs = 0;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (abort.signal.aborted) {
				if (performance.now() - firstMs > SAME_KEY_MS) process.exit(INTERRUPTED);
				return;
			}
			firstMs = performance.now();
			abort.abort(new Interrupted('Interrupted: nothing was changed.'));
		});
	}
	return abort.signal;
}

export const interruptedCode = INTERRUPTED;

/** Streams that are aborted say so with an error of their own; the reason is in the cause, or nowhere. */
export const isInterrupted = (error: unknown, signal: AbortSignal): boolean =>
	error instanceof Interrupted ||
	(signal.aborted && error instanceof Error && error.name === 'AbortError');
