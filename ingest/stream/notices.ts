/** /v1/notices: tells the web process at once when events have reached the database, and each second that we live. */
import type { WebSocket } from 'ws';
import { BEAT_MS } from '#lib/domain/events/notice.ts';
import type { Notice } from '#lib/domain/events/notice.ts';
import type { CommitNotice, CommitWatch } from '../write/commit-watch.ts';
import { partsOf } from '../write/touched.ts';

/** A listener this far behind is told of later commits in one notice, once it has caught up. */
const SLOW_BYTES = 1024 * 1024;

/** One who listens. What could not be sent is made up for by a commit that names nobody: anything may have changed. */
class Listener {
	readonly #socket: WebSocket;
	#missed: CommitNotice | null = null;

	constructor(socket: WebSocket) {
		this.#socket = socket;
	}

	send(notice: Notice): void {
		if (this.#isFree()) this.#socket.send(JSON.stringify(notice));
	}

	committed(commit: CommitNotice): void {
		if (!this.#isFree() || this.#missed) {
			this.#miss(commit);
			return;
		}
		const { atMs, rows, evaluations, touched, traceparents } = commit;
		const [first, ...others] = touched === null ? [] : partsOf(touched);
		const named = first && { touched: first };
		const traced = traceparents && { traceparents: [...traceparents] };
		this.send({ type: 'committed', at: atMs, rows, evaluations, ...named, ...traced });
		// Rows, evaluations and traces are told once.
		for (const part of others) {
			if (!this.#isFree()) {
				this.#miss({ atMs, rows: 0, evaluations: false, touched: null });
				return;
			}
			this.send({ type: 'committed', at: atMs, rows: 0, evaluations: false, touched: part });
		}
	}

	/** Tells what was missed, if it can be told by now. */
	catchUp(): void {
		if (!this.#missed || !this.#isFree()) return;
		const { atMs, rows, evaluations } = this.#missed;
		this.#missed = null;
		this.send({ type: 'committed', at: atMs, rows, evaluations });
	}

	#isFree(): boolean {
		return this.#socket.bufferedAmount <= SLOW_BYTES;
	}

	#miss({ atMs, rows, evaluations }: CommitNotice): void {
		const before = this.#missed;
		this.#missed = {
			atMs,
			rows: rows + (before?.rows ?? 0),
			evaluations: evaluations || before?.evaluations === true,
			touched: null
		};
		this.catchUp();
	}
}

export const serveNotices =
	(commits: CommitWatch, oldestPendingAtMs: () => number | null) =>
	(socket: WebSocket): void => {
		const listener = new Listener(socket);
		listener.send({ type: 'hello' });
		const stop = commits.listen((commit) => {
			listener.committed(commit);
		});
		const beat = setInterval(() => {
			listener.catchUp();
			listener.send({ type: 'beat', oldestPendingAt: oldestPendingAtMs() });
		}, BEAT_MS);
		socket.on('close', () => {
			clearInterval(beat);
			stop();
		});
	};
