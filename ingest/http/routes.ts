/** Which address answers what. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { replayLetters } from '../dead-letters/replay.ts';
import type { ReplayChoice, ReplayOptions } from '../dead-letters/replay.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';
import { privacyRoutes } from '../privacy/routes.ts';
import type { PrivacyRoutesOptions } from '../privacy/routes.ts';
import type { DatabaseLink } from '../write/database-link.ts';
import { withBody } from './body.ts';
import type { Credentials } from './credentials.ts';
import type { EventsRoute } from './events-route.ts';
import type { Metrics } from './metrics.ts';
import { Problem, unavailable } from './problem.ts';
import type { Route } from './server.ts';
import { statusOf } from './status.ts';
import type { StatusParts } from './status.ts';

export interface RoutesOptions {
	readonly events: EventsRoute;
	readonly credentials: Credentials;
	readonly database: DatabaseLink;
	readonly metrics: Metrics;
	readonly status: StatusParts;
	readonly replay: ReplayOptions;
	readonly customers: PrivacyRoutesOptions;
}

const ADMIN_BODY_BYTES = 1024 * 1024;

export const routesOf = (options: RoutesOptions): Route[] => [
	{
		method: 'POST',
		path: '/v1/events',
		handle: (request, reply) => options.events.handle(request, reply)
	},
	{ method: 'OPTIONS', path: '/v1/events', handle: greetWebhook },
	{
		method: 'GET',
		path: '/v1/status',
		handle: (request) => status(request, options)
	},
	{
		method: 'POST',
		path: '/v1/dead-letters/replay',
		handle: (request) => replay(request, options)
	},
	{
		method: 'POST',
		path: '/v1/dead-letters/discard',
		handle: (request) => discard(request, options)
	},
	...privacyRoutes(options.customers),
	{ method: 'GET', path: '/healthz', handle: () => Promise.resolve({ status: 'alive' }) },
	{ method: 'GET', path: '/readyz', handle: () => ready(options.database) },
	{
		method: 'GET',
		path: '/metrics',
		handle: async (_request, reply) => {
			const { registry } = options.metrics;
			void reply.type(registry.contentType);
			return registry.metrics();
		}
	}
];

/** A token for some sources sees those. */
async function status(
	request: FastifyRequest,
	{ credentials, status: parts }: RoutesOptions
): Promise<object> {
	const { authorization } = request.headers;
	const { sources } = await credentials.demand(authorization, ['producer', 'internal']);
	return statusOf(parts, sources);
}

/** The handshake by which senders of CloudEvents ask whether they are wanted. */
function greetWebhook(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
	const origin = request.headers['webhook-request-origin'];
	void reply.headers({
		allow: 'POST, OPTIONS',
		...(typeof origin === 'string'
			? { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' }
			: {})
	});
	return Promise.resolve(reply.code(204).send());
}

async function ready(database: DatabaseLink): Promise<object> {
	const reason = await database.unreachable();
	if (reason === null) return { status: 'ready' };
	throw new Problem(503, 'database_unreachable', reason, { 'retry-after': '2' });
}

async function readChoice(request: FastifyRequest): Promise<ReplayChoice> {
	const limits = { wireBytes: ADMIN_BODY_BYTES, decodedBytes: ADMIN_BODY_BYTES };
	const value = await withBody(request.raw, 'identity', limits, (body) => {
		try {
			return Promise.resolve<unknown>(JSON.parse(body.toString('utf8')));
		} catch {
			throw new Problem(400, 'malformed_json', 'the body is not JSON');
		}
	});
	if (typeof value !== 'object' || value === null) {
		throw new Problem(400, 'malformed_json', 'the body is not an object');
	}
	const ids: unknown = 'ids' in value ? value.ids : undefined;
	const code: unknown = 'code' in value ? value.code : undefined;
	return {
		...(Array.isArray(ids) ? { ids: ids.filter((id) => typeof id === 'string') } : {}),
		...(typeof code === 'string' ? { code } : {})
	};
}

async function replay(request: FastifyRequest, options: RoutesOptions): Promise<object> {
	await options.credentials.demand(request.headers.authorization, ['internal']);
	const choice = await readChoice(request);
	try {
		return await replayLetters(options.replay, choice);
	} catch (cause) {
		if (cause instanceof UnavailableError) throw unavailable(cause.code, cause.retryAfterS);
		throw cause;
	}
}

async function discard(request: FastifyRequest, options: RoutesOptions): Promise<object> {
	await options.credentials.demand(request.headers.authorization, ['internal']);
	const { letters } = options.replay;
	const { ids = [] } = await readChoice(request);
	let discarded = 0;
	for (const id of ids) {
		if (letters.get(id)?.state !== 'new' || letters.isReplaying(id)) continue;
		await letters.setState(id, 'discarded');
		discarded += 1;
	}
	return { discarded };
}
