/** The AsyncAPI 3 document: events by type, and the messages of the live protocol, from the schemas in the code. */
import type { TSchema } from '@sinclair/typebox';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import {
	Hello,
	Identify,
	LIVE_PATH,
	PROTOCOL_VERSION,
	Patch,
	Refused,
	Report,
	Reported,
	Resync,
	ScreenChanged,
	Snapshot
} from '#lib/live/protocol.ts';
import { API_VERSION, plain } from './openapi.ts';
import { EVENT_NAMES, eventOf } from './schemas/cloud-event.ts';

type Json = Record<string, unknown>;

interface LiveMessage {
	readonly name: string;
	readonly summary: string;
	readonly schema: TSchema;
}

const FROM_SERVER: readonly LiveMessage[] = [
	{ name: 'snapshot', summary: 'The whole board', schema: Snapshot },
	{ name: 'patch', summary: 'What changed since the message before', schema: Patch },
	{ name: 'refused', summary: 'Why nothing more comes', schema: Refused },
	{ name: 'reported', summary: 'Answers the report of a screen', schema: Reported },
	{ name: 'identify', summary: 'A screen shows its name for a while', schema: Identify },
	{
		name: 'screen-changed',
		summary: 'Something about the screen was changed',
		schema: ScreenChanged
	}
];
const FROM_CLIENT: readonly LiveMessage[] = [
	{ name: 'hello', summary: 'Which board, and which message it has', schema: Hello },
	{ name: 'resync', summary: 'A message is missing: the whole board again', schema: Resync },
	{ name: 'report', summary: 'What a paired screen has painted', schema: Report }
];

const messageRef = (name: string): Json => ({ $ref: `#/components/messages/${name}` });
const inChannel = (channel: string, names: readonly string[]): Json[] =>
	names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
const byName = <T>(names: readonly string[], make: (name: string) => T): Record<string, T> =>
	Object.fromEntries(names.map((name) => [name, make(name)]));

const eventMessage = (name: EventName): Json => ({
	name: fullTypeOf(name),
	title: name,
	summary: `About one ${EVENT_TYPES[name].subject}; rank ${EVENT_TYPES[name].rank} among events of the same instant`,
	contentType: 'application/cloudevents+json',
	payload: plain(eventOf(name))
});
const liveMessage = ({ name, summary, schema }: LiveMessage): Json => ({
	name,
	title: name,
	summary,
	contentType: 'application/json',
	payload: plain(schema)
});

const namesOf = (messages: readonly LiveMessage[]): string[] => messages.map(({ name }) => name);
const EVENTS = EVENT_NAMES.map(fullTypeOf);
const LIVE = [...FROM_SERVER, ...FROM_CLIENT];

const channels = {
	events: {
		address: '/v1/events',
		title: 'Events',
		description: 'What producers send: one event, an array, or a line each (CloudEvents 1.0)',
		servers: [{ $ref: '#/servers/ingest' }],
		messages: byName(EVENTS, messageRef)
	},
	live: {
		address: LIVE_PATH,
		title: 'Live boards',
		description: `Version ${PROTOCOL_VERSION} of the protocol, text frames of JSON`,
		servers: [{ $ref: '#/servers/web' }],
		messages: byName(namesOf(LIVE), messageRef)
	}
};

const operations = {
	receiveEvents: {
		action: 'receive',
		title: 'Events of a contact centre',
		channel: { $ref: '#/channels/events' },
		messages: inChannel('events', EVENTS)
	},
	sendBoard: {
		action: 'send',
		title: 'What a board shows',
		channel: { $ref: '#/channels/live' },
		messages: inChannel('live', namesOf(FROM_SERVER))
	},
	receiveViewer: {
		action: 'receive',
		title: 'What a viewer says',
		channel: { $ref: '#/channels/live' },
		messages: inChannel('live', namesOf(FROM_CLIENT))
	}
};

export function asyncApiDocument(): Json {
	return {
		asyncapi: '3.0.0',
		info: {
			title: 'Atalaya',
			version: API_VERSION,
			description: 'Events that producers send, and the live messages of boards',
			license: { name: 'Apache-2.0' }
		},
		defaultContentType: 'application/json',
		servers: {
			ingest: {
				host: '127.0.0.1:3001',
				protocol: 'http',
				description: 'The process that takes events',
				security: [{ $ref: '#/components/securitySchemes/token' }]
			},
			web: {
				host: '127.0.0.1:3000',
				protocol: 'ws',
				description: 'The process that serves pages and boards'
			}
		},
		channels,
		operations,
		components: {
			messages: {
				...Object.fromEntries(EVENT_NAMES.map((name) => [fullTypeOf(name), eventMessage(name)])),
				...Object.fromEntries(LIVE.map((message) => [message.name, liveMessage(message)]))
			},
			securitySchemes: { token: { type: 'http', scheme: 'bearer' } }
		}
	};
}
