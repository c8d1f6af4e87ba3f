/** The HTTP door: routes, limits of the connection, one form for every refusal. */
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
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
		requestTimeout: 120_000,
		keepAliveTimeout: 65_000,
		maxRequestsPerSocket: 10_000,
		forceCloseConnections: 'idle',
		return503OnClosing: false,
		exposeHeadRoutes: false,
		clientErrorHandler: endFaulty,
		frameworkErrors: (_error, request, reply) => {
			refuse(request, reply, unreadableAddress());
		},
		http: { maxHeaderSize: 8192, headersTimeout: 5000, connectionsCheckingInterval: 1000 }
	});
	server.server.maxConnections = MOST_CONNECTIONS;
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
		const problem = asProblem(error);
		if (problem.status >= 500 && !(error instanceof Problem))
			log.error({ err: error }, 'a request failed');
		refuse(request, reply, problem);
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
function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
	if (status >= 400 && status < 500) {
		const code = status === 415 ? 'unsupported_media_type' : 'bad_request';
		return new Problem(status, code, error instanceof Error ? error.message : 'bad request');
	}
	return new Problem(500, 'internal', 'the request failed; the fault is logged');
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
