/** /v1/notices: tells the web process at once when events have reached the database. */
import type { WebSocket } from 'ws';
import type { CommitWatch } from '../write/commit-watch.ts';

/** A listener this far behind learns of later commits with its next poll. */
const SLOW_BYTES = 64 * 1024;

export const serveNotices =
	(commits: CommitWatch) =>
	(socket: WebSocket): void => {
		socket.send(JSON.stringify({ type: 'hello' }));
		const stop = commits.listen(({ atMs, rows }) => {
			if (socket.bufferedAmount > SLOW_BYTES) return;
			socket.send(JSON.stringify({ type: 'committed', at: atMs, rows }));
		});
		socket.on('close', stop);
	};
