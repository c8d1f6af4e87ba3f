/** The OpenAPI 3.1 document, made of the same schemas the code checks and answers with. */
import type { TSchema } from '@sinclair/typebox';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import { SESSION_COOKIE } from '../access/cookies.ts';
import type { Method, Need } from '../access/route-needs.ts';
import { ROUTES } from '../access/table.ts';
import { OPERATIONS } from './operations.ts';
import type { Operation, Parameter } from './operations.ts';
import { CloudEvent, EVENT_NAMES, eventOf } from './schemas/cloud-event.ts';
import { Problem } from './schemas/common.ts';
import { Receipt } from './schemas/ingest.ts';

type Json = Record<string, unknown>;

export const API_VERSION = '1.0.0';

/** A schema as plain JSON, without the names it has inside of our code. */
export const plain = (schema: TSchema): Json =>
	JSON.parse(
		JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value))
	) as Json;

/** By its name among the components, or where it stands. */
const asUsed = (schema: TSchema): Json =>
	schema.$id === undefined ? plain(schema) : { $ref: `#/components/schemas/${schema.$id}` };

const TITLES: Readonly<Record<number, string>> = {
	400: 'A parameter is wrong',
	401: 'Nobody is signed in, and no token was given',
	403: 'Not for this account or token',
	404: 'There is none, or none for whoever asks',
	405: 'Wrong method',
	409: 'Not as things stand now',
	413: 'Too large',
	415: 'Wrong media type or encoding',
	422: 'The question is too large',
	429: 'The quota of the token is used up',
	503: 'The database does not answer'
};
const problem = (status: number): Json => ({
	description: TITLES[status],
	content: { 'application/problem+json': { schema: asUsed(Problem) } }
});
const problems = (statuses: readonly number[]): Json =>
	Object.fromEntries(statuses.map((status) => [String(status), problem(status)]));

const inPath = ({ name }: Parameter): boolean => name.startsWith('{');

const parameterOf = (one: Parameter): Json => ({
	name: one.name.replaceAll(/[{}]/g, ''),
	in: inPath(one) ? 'path' : 'query',
	required: one.required ?? false,
	description: one.description,
	schema: plain(one.schema),
	// Lists are written with commas.
	...(one.schema['type'] === 'array' ? { style: 'form', explode: false } : {})
});

const needText = (need: Need | undefined): string =>
	typeof need === 'object'
		? `Needs one of the rights ${need.join(', ')}.`
		: 'For whoever is signed in.';

const operationOf = (operation: Operation, need: Need | undefined): Json => ({
	operationId: operation.id,
	summary: operation.summary,
	description: needText(need),
	parameters: operation.parameters.map(parameterOf),
	...(operation.body
		? { requestBody: { content: { 'application/json': { schema: asUsed(operation.body) } } } }
		: {}),
	responses: {
		'200': {
			description: operation.summary,
			content: Object.fromEntries(
				Object.entries(operation.answers).map(([type, schema]) => [
					type,
					{ schema: asUsed(schema) }
				])
			)
		},
		...problems([401, 403, ...operation.refusals])
	}
});

/** `/api/v1/interactions/[id]` is `/api/v1/interactions/{id}` here. */
export const pathOf = (route: string): string => route.replaceAll(/\[(\w+)\]/g, '{$1}');

function webPaths(): Json {
	return Object.fromEntries(
		Object.entries(OPERATIONS).map(([route, operations]) => [
			pathOf(route),
			Object.fromEntries(
				Object.entries(operations).map(([method, operation]) => [
					method.toLowerCase(),
					operationOf(operation, ROUTES[route]?.[method as Method])
				])
			)
		])
	);
}

const INGEST_SERVER = {
	url: '{ingest}',
	description: 'The process that takes events',
	variables: { ingest: { default: 'http://127.0.0.1:3001' } }
};

const receipt = (description: string): Json => ({
	description,
	content: { 'application/json': { schema: asUsed(Receipt) } }
});

const postEvents = (): Json => ({
	operationId: 'postEvents',
	summary: 'Hands in events; answered when they are on disk',
	servers: [INGEST_SERVER],
	security: [{ bearer: [] }],
	parameters: [
		{
			name: 'backfill',
			in: 'query',
			description: 'Events of more than 400 days ago; the token needs that right',
			schema: { type: 'boolean' }
		},
		{
			name: 'Prefer',
			in: 'header',
			description: '`wait=5`: answer when the events can be asked for, or after that many seconds',
			schema: { type: 'string' }
		}
	],
	requestBody: {
		required: true,
		content: {
			'application/cloudevents+json': { schema: { $ref: '#/components/schemas/AnyEvent' } },
			'application/cloudevents-batch+json': {
				schema: { type: 'array', maxItems: 1000, items: { $ref: '#/components/schemas/AnyEvent' } }
			},
			'application/x-ndjson': {
				schema: { type: 'string', description: 'One event in each line' }
			}
		}
	},
	responses: {
		'200': receipt('All of it is on disk and can be asked for'),
		'202': receipt('All of it is on disk'),
		'207': receipt('Some was refused'),
		'422': receipt('All of it was refused'),
		...problems([400, 401, 403, 405, 413, 415, 429, 503])
	}
});

/** Named components: every schema with a name that an answer uses, and the events. */
function components(): Json {
	const answers = Object.values(OPERATIONS).flatMap((operations) =>
		Object.values(operations).flatMap(({ answers: byType }) => Object.values(byType))
	);
	const named: TSchema[] = [Problem, Receipt, CloudEvent, ...answers].filter(
		({ $id }) => $id !== undefined
	);
	return {
		...Object.fromEntries(named.map((schema) => [schema.$id ?? '', plain(schema)])),
		...Object.fromEntries(EVENT_NAMES.map((name) => [fullTypeOf(name), plain(eventOf(name))])),
		AnyEvent: {
			description: 'An event of a known type; others are stored and count in nothing',
			anyOf: [
				...EVENT_NAMES.map((name) => ({ $ref: `#/components/schemas/${fullTypeOf(name)}` })),
				asUsed(CloudEvent)
			]
		}
	};
}

export function openApiDocument(): Json {
	return {
		openapi: '3.1.0',
		info: {
			title: 'Atalaya',
			version: API_VERSION,
			description:
				'Numbers of a contact centre, where they come from, and the contacts behind them. Undefined is null, never 0.',
			license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
		},
		servers: [{ url: '/', description: 'The process that serves pages and this API' }],
		security: [{ bearer: [] }, { session: [] }],
		paths: { ...webPaths(), '/v1/events': { post: postEvents() } },
		components: {
			schemas: components(),
			securitySchemes: {
				bearer: { type: 'http', scheme: 'bearer', description: 'A token, or API_TOKEN' },
				session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }
			}
		}
	};
}

/** What a route answers with 200 as JSON; null where that is no JSON. For tests of real answers. */
export const answerSchema = (route: string, method: Method): TSchema | null =>
	OPERATIONS[route]?.[method]?.answers['application/json'] ?? null;
