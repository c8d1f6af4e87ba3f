/** A process started by the launcher ends when the launcher is gone, also when that was killed. */

/** Calls `end` once when the parent that supervises this process has gone; does nothing for a process started alone. */
export function whenSupervisorIsGone(end: () => void): void {
	if (!('connected' in process)) return;
	// Its channel is there no more when it went while this process was still starting.
	if (!process.connected) {
		end();
		return;
	}
	process.once('disconnect', end);
	// A listener holds the channel, and with it the process, open.
	process.channel?.unref();
}
