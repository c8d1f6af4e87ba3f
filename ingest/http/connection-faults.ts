/** Refusals that Node or the framework would word themselves: no HTTP, not in time, no address, an expectation we do not meet. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE, Problem } from './problem.ts';

function problemOf(code: string | undefined): Problem {
	switch (code) {
		case 'ERR_HTTP_REQUEST_TIMEOUT':
			return new Problem(408, 'timeout', 'the request did not arrive in time');
		case 'HPE_HEADER_OVERFLOW':
			return new Problem(431, 'headers_too_large', 'the headers may have 8192 bytes');
		default:
			return new Problem(400, 'bad_request', 'what came is no HTTP request');
	}
}

/** The connection is of no more use: where a next request would begin, nobody can tell. */
export function endFaulty(error: NodeJS.ErrnoException, socket: Socket): void {
	if (error.code !== 'ECONNRESET' && socket.writable) {
		const problem = problemOf(error.code);
		const body = JSON.stringify(problem.body());
		socket.write(
			`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nConnection: close\r\n` +
				`Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
		);
	}
	socket.destroy();
}

export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
	const problem = new Problem(417, 'expectation_failed', 'only 100-continue can be expected');
	response
		.writeHead(problem.status, { 'content-type': PROBLEM_TYPE, connection: 'close' })
		.end(JSON.stringify(problem.body()));
}

export const unreadableAddress = (): Problem =>
	new Problem(400, 'bad_request', 'the address cannot be read');
