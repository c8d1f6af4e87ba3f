/** Websockets of both processes: what a producer, a listener and a wall send, and what none of them would. */
import fc from 'fast-check';
import type { Recipe, SocketCase, Surroundings } from '../case.ts';
import { LIVE_MESSAGES } from '../corpus.ts';
import { cuts, mutation, oddJson, oneOf, seldom, seldomMutation } from './bytes.ts';
import { eventRecipe } from './event.ts';
import { CLOSE_FRAME, encodeFrame, framesOf, oddFrame } from './frames.ts';

/** How often a connection is left open for the other side to end. It holds on for up to a minute. */
const STAYING_ONE_IN = 400;
const ending = fc.oneof(
	{ weight: STAYING_ONE_IN - 50, arbitrary: fc.constant('end' as const) },
	{ weight: 49, arbitrary: fc.constant('reset' as const) },
	{ weight: 1, arbitrary: fc.constant('stay' as const) }
);
const endsInOrder = seldom(fc.constant(false), fc.constant(true), 3);

interface Said {
	readonly bytes: Buffer;
	/** Of a message that is as it should be: its events that nothing was done to. */
	readonly intact: readonly string[];
	/** Nobody can tell any more what an answer is about. */
	readonly isBroken?: boolean;
}
type Saying = (surroundings: Surroundings, at: number) => Said;

const events: fc.Arbitrary<Saying> = fc
	.record({
		list: fc.array(eventRecipe, { maxLength: 3 }),
		frames: framesOf,
		change: seldomMutation(6),
		seq: seldom(oddJson, fc.constant(null), 12)
	})
	.map(({ list, frames, change, seq }) => (surroundings, at) => {
		const texts = list.map((event, index) => event(surroundings, at * 10 + index));
		const text = `{"type":"events","seq":${seq ?? at},"events":[${texts.map((each) => each.text).join(',')}]}`;
		const message = Buffer.from(text);
		return {
			bytes: Buffer.concat(frames(change === null ? message : change(message)).map(encodeFrame)),
			intact: texts.filter(({ isIntact }) => isIntact).map(({ id }) => id),
			isBroken: change !== null || seq !== null
		};
	});

const liveMessage: fc.Arbitrary<Saying> = fc
	.record({ message: oneOf(LIVE_MESSAGES), frames: framesOf, change: seldomMutation(5) })
	.map(({ message, frames, change }) => () => {
		const bytes = Buffer.from(JSON.stringify(message));
		return {
			bytes: Buffer.concat(frames(change === null ? bytes : change(bytes)).map(encodeFrame)),
			intact: []
		};
	});

const odd: fc.Arbitrary<Saying> = fc.oneof(
	{
		weight: 6,
		arbitrary: oddFrame.map((frame) => () => ({ bytes: encodeFrame(frame), intact: [] }))
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(oddJson, framesOf, seldom(mutation, fc.constant(null)))
			.map(([json, frames, change]) => () => {
				const bytes = Buffer.concat(frames(Buffer.from(json)).map(encodeFrame));
				return { bytes: change === null ? bytes : change(bytes), intact: [] };
			})
	},
	{
		weight: 1,
		arbitrary: fc
			.uint8Array({ maxLength: 200 })
			.map((bytes) => () => ({ bytes: Buffer.from(bytes), intact: [] }))
	}
);

const oddHandshake = fc.constantFrom<Readonly<Record<string, string>>>(
	{ 'Sec-WebSocket-Version': '7' },
	{ 'Sec-WebSocket-Key': 'short' },
	{ 'Sec-WebSocket-Extensions': 'permessage-deflate; server_max_window_bits=99' },
	{ 'Sec-WebSocket-Protocol': 'a, b,, c' },
	{ Origin: 'https://evil.example' },
	{ Origin: 'null' },
	{ Cookie: 'atalaya-session=x' },
	{ Authorization: 'Bearer wrong' },
	{ Authorization: 'Basic eDp5' },
	{ Upgrade: 'h2c' },
	{ 'Content-Length': '4' }
);

interface Kind {
	readonly part: SocketCase['part'];
	readonly path: fc.Arbitrary<string>;
	readonly token: 'ingestToken' | 'internalToken' | 'apiToken';
	readonly saying: fc.Arbitrary<Saying>;
}

const socketCase = ({ part, path, token, saying }: Kind): fc.Arbitrary<Recipe> =>
	fc
		.record({
			path,
			handshake: seldom(oddHandshake, fc.constant({}), 20),
			sayings: fc.array(seldom(odd, saying, 2), { maxLength: 6 }),
			endsInOrder,
			pieces: cuts,
			ending
		})
		.map((drawn) => (surroundings): SocketCase => {
			const said = drawn.sayings.map((each, at) => each(surroundings, at));
			const isStaying = drawn.ending === 'stay';
			const last = drawn.endsInOrder && !isStaying ? [CLOSE_FRAME] : [];
			return {
				kind: 'socket',
				part,
				path: drawn.path,
				headers: { Authorization: `Bearer ${surroundings[token]}`, ...drawn.handshake },
				pieces: drawn.pieces(Buffer.concat([...said.map(({ bytes }) => bytes), ...last])),
				ending: drawn.ending,
				intact: new Map(
					said.some(({ isBroken }) => isBroken === true)
						? []
						: said.map(({ intact }, at) => [at, intact])
				)
			};
		});

export const producerSocket = socketCase({
	part: 'ingest',
	path: fc.constant('/v1/stream'),
	token: 'ingestToken',
	saying: events
});
export const listenerSocket = socketCase({
	part: 'ingest',
	path: seldom(fc.constantFrom('/v1/notices?x', '/v1/noticesx'), fc.constant('/v1/notices'), 9),
	token: 'internalToken',
	saying: odd
});
export const viewerSocket = socketCase({
	part: 'web',
	path: seldom(
		fc.constantFrom(
			'/live?topic=quality',
			'/live?topic=scorecards',
			'/live?topic=x',
			'/live?as=screen',
			'/live?%zz'
		),
		fc.constant('/live'),
		4
	),
	token: 'apiToken',
	saying: liveMessage
});
