/** /v1/notices: tells the web process at once when events have reached the database, and each second that we live. */
import type { WebSocket } from 'ws';
import { BEAT_MS } from '#lib/domain/events/notice.ts';
import type { Notice } from '#lib/domain/events/notice.ts';
import type { CommitWatch } from '../write/commit-watch.ts';

/** A listener this far behind learns of later commits with its next poll. */
const SLOW_BYTES = 64 * 1024;

export const serveNotices =
	(commits: CommitWatch, oldestPendingAtMs: () => number | null) =>
	(socket: WebSocket): void => {
		const send = (notice: Notice): void => {
			if (socket.bufferedAmount <= SLOW_BYTES) socket.send(JSON.stringify(notice));
		};
		send({ type: 'hello' });
		const stop = commits.listen(({ atMs, rows, evaluations, traceparents }) => {
			const traced = traceparents ? { traceparents: [...traceparents] } : {};
			send({ type: 'committed', at: atMs, rows, evaluations, ...traced });
		});
		const beat = setInterval(() => {
			send({ type: 'beat', oldestPendingAt: oldestPendingAtMs() });
		}, BEAT_MS);
		socket.on('close', () => {
			clearInterval(beat);
			stop();
		});
	};
