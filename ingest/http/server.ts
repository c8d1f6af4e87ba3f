/** The HTTP door: routes, limits of the connection, one form for every refusal. */
import { randomUUID } from 'node:crypto';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
import {
	CONNECTION_LIMITS,
	affordableConnections,
	guardConnections,
	serverOptions
} from '#lib/server/connections.ts';
import { isAborted } from './body.ts';
import { endFaulty, refuseExpectation, unreadableAddress } from './connection-faults.ts';
import { PROBLEM_TYPE, Problem } from './problem.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

export interface Route {
	readonly method: 'GET' | 'POST' | 'OPTIONS';
	readonly path: string;
	readonly handle: Handler;
}

const MOST_CONNECTIONS = 10_000;
/** Bodies of refused requests are read on and thrown away up to here, so that the sender sees the answer. */
const DRAINED_BYTES = 64 * 1024 * 1024;

export function createServer(routes: readonly Route[], log: FastifyBaseLogger): FastifyInstance {
	const server = Fastify({
		loggerInstance: log,
		logController: new LogController({ disableRequestLogging: true }),
		requestTimeout: CONNECTION_LIMITS.requestMs,
		keepAliveTimeout: CONNECTION_LIMITS.keepAliveMs,
		maxRequestsPerSocket: 10_000,
		forceCloseConnections: 'idle',
		return503OnClosing: false,
		exposeHeadRoutes: false,
		clientErrorHandler: endFaulty,
		frameworkErrors: (_error, request, reply) => {
			refuse(request, reply, unreadableAddress());
		},
		http: { ...serverOptions(), maxHeaderSize: 8192 }
	});
	const most = affordableConnections(MOST_CONNECTIONS);
	const leave = guardConnections(server.server, {
		most,
		onFull: () => {
			log.warn(
				{ count: most },
				'more connections than there is room for: the idle ones are closed'
			);
		}
	});
	server.addHook('preClose', (done) => {
		leave();
		done();
	});
	server.server.on('checkExpectation', refuseExpectation);
	// Bodies are read by the handlers, from the raw request and within their own limits.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', (_request, _payload, done) => {
		done(null);
	});
	for (const { method, path, handle } of routes) {
		server.route({ method, url: path, handler: handle });
	}
	server.setNotFoundHandler((request, reply) => {
		refuse(request, reply, notFound(routes, request));
	});
	server.setErrorHandler((error, request, reply) => {
		if (isAborted(error)) {
			reply.hijack();
			request.raw.destroy();
			return;
		}
		refuse(request, reply, asProblem(error, log));
	});
	return server;
}

function notFound(routes: readonly Route[], request: FastifyRequest): Problem {
	const path = request.url.split('?', 1)[0];
	const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
	if (methods.length === 0)
		return new Problem(404, 'not_found', 'there is nothing at this address');
	return new Problem(405, 'method_not_allowed', `use ${methods.join(' or ')}`, {
		allow: methods.join(', ')
	});
}

/** What the framework refuses on its own keeps its status; anything else is a fault of ours. */
function asProblem(error: unknown, log: FastifyBaseLogger): Problem {
	if (error instanceof Problem) return error;
	const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
	if (status >= 400 && status < 500) {
		const code = status === 415 ? 'unsupported_media_type' : 'bad_request';
		return new Problem(status, code, error instanceof Error ? error.message : 'bad request');
	}
	const id = randomUUID();
	log.error({ err: error, id }, 'a request failed');
	return new Problem(500, 'internal', `the request failed; the fault is logged as ${id}`);
}

function refuse({ raw }: FastifyRequest, reply: FastifyReply, problem: Problem): void {
	drain(raw);
	void reply.code(problem.status).headers(problem.headers).type(PROBLEM_TYPE).send(problem.body());
}

function drain(request: FastifyRequest['raw']): void {
	if (request.complete || request.destroyed) return;
	let bytes = 0;
	request.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes > DRAINED_BYTES) request.destroy();
	});
	request.on('error', () => undefined);
	request.resume();
}
