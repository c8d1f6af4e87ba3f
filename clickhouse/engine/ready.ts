/** Waits until an engine process answers, or says why it never will. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import type { EngineChild } from './child.ts';
import { EngineError, EngineInUseError, EngineUnsupportedError } from './engine-error.ts';

const POLL_MS = 20;
/** After the first sign of a fault: its text may come in pieces. */
const LAST_WORDS_MS = 50;

export interface Readiness {
	readonly child: EngineChild;
	readonly connection: Connection;
	/** Named in errors. */
	readonly directory: string;
	readonly deadlineMs: number;
}

/** Resolves when the engine answers as ours and has its database. Throws EngineError; the child may be alive then. */
export async function waitUntilReady(readiness: Readiness): Promise<void> {
	const { child, connection, directory, deadlineMs } = readiness;
	const stopped = new AbortController();
	const death = child.exited.then((exit) => {
		throw whyDead(directory, exit, child.evidence());
	});
	const deadline = sleep(deadlineMs, undefined, { signal: stopped.signal }).then(() => {
		throw new EngineError(
			`The engine did not answer within ${deadlineMs / 1000} s.\n${child.evidence()}`.trim()
		);
	});
	try {
		await Promise.race([untilPing(readiness, stopped.signal), death, deadline]);
		// Also proves that it is ours who answers, and not someone who took the port in between.
		await Promise.race([createDatabase(connection, stopped.signal), death, deadline]);
	} finally {
		stopped.abort();
		for (const loser of [death, deadline]) loser.catch(() => undefined);
	}
}

async function untilPing(readiness: Readiness, signal: AbortSignal): Promise<void> {
	const { child, connection, directory } = readiness;
	while (!signal.aborted) {
		if (await pings(connection.url, signal)) return;
		// It explains itself at once and then takes seconds to crash: nobody has to wait for that.
		if (child.lastWords().includes('DB::Exception')) {
			await sleep(LAST_WORDS_MS);
			throw whyDead(directory, 'refused', child.evidence());
		}
		await sleep(POLL_MS);
	}
}

async function pings(url: string, signal: AbortSignal): Promise<boolean> {
	try {
		const response = await fetch(`${url}/ping`, { signal });
		await response.arrayBuffer();
		return response.ok;
	} catch {
		// Refused until it listens.
		return false;
	}
}

async function createDatabase(connection: Connection, signal: AbortSignal): Promise<void> {
	const { url, database, headers, lanes } = connection;
	const { username, password } = lanes.ingest;
	const basic = Buffer.from(`${username}:${password}`).toString('base64');
	const fault = `The engine did not create its database ${database}`;
	const response = await fetch(url, {
		method: 'POST',
		// The engine's own database "default" is of a kind that must not hold tables.
		body: `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`,
		headers: { ...headers, authorization: `Basic ${basic}` },
		signal
	}).catch((cause: unknown) => {
		throw new EngineError(fault, { cause });
	});
	const answer = await response.text();
	if (!response.ok) throw new EngineError(`${fault}: ${answer.trim()}`);
}

function whyDead(directory: string, exit: string, evidence: string): EngineError {
	const cause = new Error(`${exit}\n${evidence}`);
	if (evidence.includes('Cannot lock file')) return new EngineInUseError(directory, { cause });
	if (exit === 'signal SIGILL') {
		return new EngineUnsupportedError('this processor lacks instructions it needs', { cause });
	}
	return new EngineError(`The engine died while starting (${exit}).\n${evidence}`.trim());
}
