import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { METRIC_IDS } from '#lib/domain/metrics/catalogue.ts';
import { ClientMessage, ScreenNotice, ServerMessage } from '#lib/live/protocol.ts';
import { ROUTES } from '../access/table.ts';
import { SESSION_COOKIE } from '../access/cookies.ts';
import { asyncApiDocument } from './asyncapi.ts';
import type { InteractionAnswer } from './interaction-answer.ts';
import { openApiDocument, pathOf } from './openapi.ts';
import { eventOf } from './schemas/cloud-event.ts';
import type { Interaction } from './schemas/interaction.ts';
import { knownEvent } from '../../../../tests/support/known-event.ts';

type Check = ((document: unknown) => boolean) & { errors?: unknown };
interface JsonSchemas {
	addFormat(name: string, check: boolean): void;
	compile(schema: object): Check;
}

/** The checker that comes with the validator of OpenAPI documents. */
function schemaChecker(): JsonSchemas {
	const require = createRequire(import.meta.url);
	const from = createRequire(require.resolve('@seriousme/openapi-schema-validator'));
	const { default: Ajv } = from('ajv') as { default: new (options: object) => JsonSchemas };
	return new Ajv({ strict: false, allErrors: true, validateFormats: false });
}

const asyncApiSchema = JSON.parse(
	readFileSync(
		new URL(
			'../../../../node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json',
			import.meta.url
		),
		'utf8'
	)
) as object;

type Paths = Record<
	string,
	Record<string, { parameters?: { name: string }[]; operationId: string }>
>;

describe('the OpenAPI document', () => {
	const document = openApiDocument();
	const paths = document['paths'] as Paths;

	test('is one, by the schema of OpenAPI 3.1', async () => {
		const result = await new Validator().validate(structuredClone(document));
		expect(result).toEqual({ valid: true });
	});

	test('has every address of the API that may be used, with its methods, and no other', () => {
		const routes = Object.entries(ROUTES)
			.filter(([route]) => route.startsWith('/api/v1/'))
			.flatMap(([route, needs]) =>
				Object.keys(needs).map((method) => `${method.toLowerCase()} ${pathOf(route)}`)
			);
		const described = Object.entries(paths)
			.filter(([path]) => path.startsWith('/api/'))
			.flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
		expect(routes.length).toBeGreaterThan(5);
		expect(described.sort()).toEqual(routes.sort());
	});

	test('names each operation once, and every parameter of a path', () => {
		const operations = Object.entries(paths).flatMap(([path, methods]) =>
			Object.values(methods).map((operation) => ({ path, operation }))
		);
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { path, operation } of operations) {
			for (const [, name] of path.matchAll(/\{(\w+)\}/g))
				expect(operation.parameters?.map((one) => one.name)).toContain(name);
		}
	});

	test('names every metric, every type of event, and the cookie that is really set', () => {
		const text = JSON.stringify(document);
		const types = (Object.keys(EVENT_TYPES) as EventName[]).map(fullTypeOf);
		const named = [...METRIC_IDS, ...types].map((word) => `"const":"${word}"`);
		const missing = [...named, `"name":"${SESSION_COOKIE}"`].filter((word) => !text.includes(word));
		expect(missing).toEqual([]);
	});

	test('describes an interaction as the code answers it', () => {
		// Compiles only while what is answered fits what is described.
		const described = (answer: InteractionAnswer): Omit<Static<typeof Interaction>, 'events'> =>
			answer;
		expect(described).toBeInstanceOf(Function);
	});
});

describe('the AsyncAPI document', () => {
	const document = asyncApiDocument();
	const components = document['components'] as { messages: Record<string, { payload: object }> };

	test('is one, by the schema of AsyncAPI 3', () => {
		const check = schemaChecker().compile(asyncApiSchema);
		expect([check(structuredClone(document)), check.errors ?? null]).toEqual([true, null]);
		expect(check({ ...document, asyncapi: '2.0.0' })).toBe(false);
	});

	test('has each type of event with its envelope, and each message of the live protocol', () => {
		const names = Object.keys(components.messages);
		const events = (Object.keys(EVENT_TYPES) as EventName[]).map(fullTypeOf);
		const live = [ServerMessage, ScreenNotice, ClientMessage].flatMap(({ anyOf }) =>
			anyOf.map(({ properties }) => properties.type.const)
		);
		expect(names.sort()).toEqual([...events, ...live].sort());
	});

	test('an event the product takes fits its schema, and another type does not', () => {
		const { data, subject, time } = knownEvent('interaction.queued', 'i1', 0, { queue: 'q' });
		const event = {
			specversion: '1.0',
			id: 'e1',
			source: '//s',
			type: fullTypeOf('interaction.queued'),
			subject,
			time,
			data
		};
		expect(Value.Check(eventOf('interaction.queued'), event)).toBe(true);
		expect(Value.Check(eventOf('interaction.queued'), { ...event, data: {} })).toBe(false);
		expect(Value.Check(eventOf('interaction.ended'), event)).toBe(false);
	});
});
