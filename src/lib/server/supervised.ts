/** A process started by the launcher ends when the launcher is gone, also when that was killed. */

/** Calls `end` once when the parent that supervises this process has gone; does nothing for a process started alone. */
export function whenSupervisorIsGone(end: () => void): void {
	if (!process.channel) return;
	process.once('disconnect', end);
	// A listener holds the channel, and with it the process, open.
	process.channel.unref();
}
