/** What each address of the API takes and answers, by the id of its route: the document of the API is made of this. */
import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { METRIC_IDS } from '#lib/domain/metrics/catalogue.ts';
import { INTERVALS } from '#lib/domain/metrics/interval.ts';
import type { Method } from '../access/route-needs.ts';
import { MOST_CONTACTS } from './contacts-request.ts';
import { DIRECTIONS, LISTED_OUTCOMES, MOST_LISTED } from './interaction-list-request.ts';
import { Alert, AlertList } from './schemas/alerts.ts';
import { words } from './schemas/common.ts';
import { ContactsAnswer } from './schemas/contacts.ts';
import { FigureList, FigureReceipt, FigureValueList, SentFigureValues } from './schemas/figures.ts';
import { InteractionList } from './schemas/interaction-list.ts';
import { Interaction } from './schemas/interaction.ts';
import { Catalogue, MetricAnswer, Outlook } from './schemas/metrics.ts';
import { OutOfAdherence } from './schemas/workforce.ts';

export interface Parameter {
	readonly name: string;
	readonly schema: TSchema;
	readonly description: string;
	readonly required?: true;
}

export interface Operation {
	readonly id: string;
	readonly summary: string;
	readonly parameters: readonly Parameter[];
	/** By media type. */
	readonly answers: Readonly<Record<string, TSchema>>;
	/** The body it takes, as JSON. */
	readonly body?: TSchema;
	/** Refusals besides 401 and 403. */
	readonly refusals: readonly (400 | 404 | 409 | 422 | 503)[];
}

const JSON_TYPE = 'application/json';
const json = (schema: TSchema) => ({ [JSON_TYPE]: schema });
const Names = Type.Array(Type.String());
const Instant = Type.String({ format: 'date-time' });

const parameter = (name: string, schema: TSchema, description: string): Parameter => ({
	name,
	schema,
	description
});
const needed = (name: string, schema: TSchema, description: string): Parameter => ({
	name,
	schema,
	description,
	required: true
});

const zone = parameter('tz', Type.String({ default: 'UTC' }), 'IANA time zone');
const filters = ['queue', 'channel', 'agent', 'team'].map((name) =>
	parameter(name, Names, 'Only these; a list with commas. Absent: all')
);
const metrics = needed(
	'metric',
	Type.Array(words(METRIC_IDS)),
	'One or more metrics, a list with commas'
);
const range = [
	needed('from', Instant, 'RFC 3339 with an offset'),
	needed('to', Instant, 'Not within the range')
];
const figures = [
	metrics,
	...range,
	parameter('interval', words(INTERVALS), 'none without it: one row'),
	parameter(
		'by',
		Type.Array(words(['queue', 'channel', 'agent', 'team', 'evaluator'])),
		'Told apart by; evaluator: only of evaluations'
	),
	...filters,
	zone
];
const page = (most: number) => [
	parameter('limit', Type.Integer({ minimum: 1, maximum: most }), 'How many rows'),
	parameter('after', Type.String(), 'The `next` of the page before')
];
const ofPath = (name: string, description: string): Parameter =>
	needed(`{${name}}`, Type.String(), description);

export const OPERATIONS: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>> = {
	'/api/v1/metrics': {
		GET: {
			id: 'listMetrics',
			summary: 'The catalogue: every metric with its formula',
			parameters: [],
			answers: json(Catalogue),
			refusals: []
		}
	},
	'/api/v1/metrics/query': {
		GET: {
			id: 'queryMetrics',
			summary: 'Figures by bucket and dimension, each with what it is made of',
			parameters: figures,
			answers: json(MetricAnswer),
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/metrics/export': {
		GET: {
			id: 'exportMetrics',
			summary: 'The same as a file, streamed',
			parameters: [
				...figures,
				parameter('format', words(['csv', 'ndjson']), 'csv without it'),
				parameter('bom', words(['0', '1']), 'A byte order mark, which Excel needs')
			],
			answers: { 'text/csv': Type.String(), 'application/x-ndjson': Type.String() },
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/metrics/contacts': {
		GET: {
			id: 'listContactsOfMetric',
			summary: 'The exact interactions behind a number, both sides of it, those that fail first',
			parameters: [
				needed('metric', words(METRIC_IDS), 'One metric that is not only known now'),
				parameter('from', Instant, 'With `to`; or `at` and `interval`'),
				parameter('to', Instant, 'Not within the range'),
				parameter('at', Instant, 'An instant within the bucket'),
				parameter(
					'interval',
					words(['15m', '30m', '1h', '1d', '1w', '1M']),
					'The length of the bucket'
				),
				...filters,
				zone,
				...page(MOST_CONTACTS)
			],
			answers: json(ContactsAnswer),
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/outlook': {
		GET: {
			id: 'readOutlook',
			summary: 'How the service level of today may still end',
			parameters: [
				parameter('queue', Names, 'Only these; a list with commas. Absent: all'),
				zone,
				parameter('target', Type.Number({ minimum: 0, maximum: 1 }), '0.8 without it')
			],
			answers: json(Outlook),
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/interactions': {
		GET: {
			id: 'listInteractions',
			summary: 'Interactions that began in a range, the newest first',
			parameters: [
				parameter('from', Instant, 'A day before `to` without it'),
				parameter('to', Instant, 'Now without it'),
				parameter('queue', Names, 'A segment was in one of these'),
				parameter('channel', Names, 'Of these channels'),
				parameter('agent', Names, 'A segment was accepted by one of these'),
				parameter('outcome', Type.Array(words(LISTED_OUTCOMES)), 'A segment came to this'),
				parameter('direction', words(DIRECTIONS), 'Both without it'),
				parameter('customer', Type.String(), 'The id of a customer'),
				parameter('topic', Type.String(), 'The topic of its wrap-up'),
				...page(MOST_LISTED)
			],
			answers: json(InteractionList),
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/interactions/[id]': {
		GET: {
			id: 'readInteraction',
			summary:
				'Facts, segments, events, messages, recordings and evaluations of one; written to the audit log',
			parameters: [ofPath('id', 'The id of the interaction')],
			answers: json(Interaction),
			refusals: [404, 422, 503]
		}
	},
	'/api/v1/workforce/now': {
		GET: {
			id: 'listOutOfAdherence',
			summary: 'Agents who do not keep to the plan now, since when, and what they do instead',
			parameters: [parameter('team', Names, 'Only these; a list with commas. Absent: all')],
			answers: json(OutOfAdherence),
			refusals: [400, 422, 503]
		}
	},
	'/api/v1/alerts': {
		GET: {
			id: 'listAlerts',
			summary: 'The log of alerts, the newest first',
			parameters: [
				parameter('rule', Type.String(), 'Of this rule'),
				parameter('queue', Type.String(), 'Of this queue'),
				parameter('severity', Type.String(), 'Of this severity'),
				parameter('state', words(['open', 'cleared']), 'Both without it'),
				parameter('limit', Type.Integer({ minimum: 1, maximum: 200 }), 'How many'),
				parameter('before', Type.String(), 'The `next` of the page before')
			],
			answers: json(AlertList),
			refusals: [400]
		}
	},
	'/api/v1/alerts/[id]/acknowledge': {
		POST: {
			id: 'acknowledgeAlert',
			summary: 'Somebody looks after an open alert',
			parameters: [ofPath('id', 'The id of the alert')],
			body: Type.Object({ note: Type.Optional(Type.String()) }),
			answers: json(Alert),
			refusals: [400, 404, 409]
		}
	},
	'/api/v1/figures': {
		GET: {
			id: 'listFigures',
			summary: 'Numbers that are entered by month, such as turnover: what each is',
			parameters: [],
			answers: json(FigureList),
			refusals: []
		}
	},
	'/api/v1/figures/values': {
		GET: {
			id: 'listFigureValues',
			summary: 'Values of one of them, with every revision',
			parameters: [
				needed('figure', Type.String(), 'Its code or id'),
				parameter('from', Type.String(), 'The first month, as 2026-01'),
				parameter('to', Type.String(), 'The last month')
			],
			answers: json(FigureValueList),
			refusals: [400]
		},
		POST: {
			id: 'enterFigureValues',
			summary: 'Hands in values, all or none; they wait until a person approves them',
			parameters: [],
			body: SentFigureValues,
			answers: json(FigureReceipt),
			refusals: [400, 409]
		}
	},
	'/api/v1/openapi.json': {
		GET: {
			id: 'readOpenApi',
			summary: 'This document',
			parameters: [],
			answers: json(Type.Object({ openapi: Type.String() })),
			refusals: []
		}
	},
	'/api/v1/asyncapi.json': {
		GET: {
			id: 'readAsyncApi',
			summary: 'The document of events and live messages, AsyncAPI 3',
			parameters: [],
			answers: json(Type.Object({ asyncapi: Type.String() })),
			refusals: []
		}
	}
};
