/** A plausible floor for looking at boards without a database: the same seed and instant give the same tiles. */
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cell, Cells, Tiles, TrendPoint } from '#lib/live/protocol.ts';

export interface FixtureQueue {
	readonly id: string;
	readonly name: string;
	readonly channel: string;
	readonly thresholdMs: number;
	readonly formula: string;
	/** Usual numbers of a day so far. */
	readonly offered: number;
	/** Null: nobody to judge by. */
	readonly level: number | null;
	readonly waiting: number;
	/** Age of the longest wait, seconds; null: nobody waits. */
	readonly waitS: number | null;
	readonly ahtS: number;
}

const queue = (
	name: string,
	channel: string,
	[thresholdS, formula]: readonly [number, string],
	[offered, level, waiting, waitS, ahtS]: readonly [
		number,
		number | null,
		number,
		number | null,
		number
	]
): FixtureQueue => ({
	id: name
		.toLowerCase()
		.normalize('NFD')
		.replace(/[^a-z]+/g, '-'),
	name,
	channel,
	thresholdMs: thresholdS * 1000,
	formula,
	offered,
	level,
	waiting,
	waitS,
	ahtS
});

export const FIXTURE_QUEUES: readonly FixtureQueue[] = [
	queue('Ventas', 'voice', [20, 'A'], [1284, 0.862, 4, 14, 312]),
	queue('Atención al cliente', 'voice', [20, 'A'], [3127, 0.744, 11, 47, 284]),
	queue('Soporte técnico', 'voice', [30, 'B'], [1876, 0.653, 17, 131, 547]),
	queue('Facturación', 'voice', [20, 'A'], [942, 0.817, 2, 9, 398]),
	queue('Chat web', 'chat', [60, 'A'], [1541, 0.913, 3, 22, 436]),
	queue('WhatsApp pedidos', 'whatsapp', [300, 'A'], [2210, 0.884, 9, 168, 655]),
	queue('Correo reclamaciones', 'email', [14_400, 'C'], [318, 0.967, 46, 6120, 512]),
	queue('Redes sociales', 'social', [300, 'A'], [264, null, 0, null, 227])
];

const PLACES = ['Norte', 'Sur', 'Este', 'Oeste', 'Centro', 'Canarias', 'Baleares', 'Levante'];

/** As many queues as asked, by repeating the eight in other places. */
export function manyQueues(count: number): FixtureQueue[] {
	return Array.from({ length: count }, (_, index) => {
		const base = FIXTURE_QUEUES[index % FIXTURE_QUEUES.length]!;
		const place = PLACES[Math.floor(index / FIXTURE_QUEUES.length) % PLACES.length]!;
		return { ...base, id: `${base.id}-${index}`, name: `${base.name} ${place}` };
	});
}

/** Between −1 and 1, the same for the same arguments. */
function wobble(seed: number, at: number): number {
	const x = Math.sin(seed * 127.1 + at * 311.7) * 43_758.5453;
	return (x - Math.floor(x)) * 2 - 1;
}

const ratioCell = (numerator: number, denominator: number): Cell => ({
	value: denominator > 0 ? numerator / denominator : null,
	numerator,
	denominator
});

function facts(one: FixtureQueue, index: number, nowMs: number) {
	const minute = Math.floor(nowMs / 15_000);
	const waiting =
		one.waitS === null ? 0 : Math.max(1, Math.round(one.waiting + wobble(index, minute) * 1.6));
	const offered = one.offered + (Math.floor(nowMs / 4000) % 50);
	const abandoned = Math.round(offered * (0.03 + 0.05 * (1 - (one.level ?? 0.9))));
	const answered = offered - abandoned - waiting;
	const judged = one.level === null ? 0 : answered + abandoned;
	return {
		waiting,
		offered,
		abandoned,
		answered,
		judged,
		within: Math.round(judged * (one.level ?? 0))
	};
}

/** A wait that began the usual time ago and starts again after as long. */
function sinceMs(one: FixtureQueue, index: number, nowMs: number): number | null {
	if (one.waitS === null) return null;
	const period = 40_000;
	return nowMs - one.waitS * 1000 - ((nowMs + index * 7000) % period) + period / 2;
}

function queueCells(one: FixtureQueue, index: number, nowMs: number): Cells {
	const { waiting, offered, abandoned, answered, judged, within } = facts(one, index, nowMs);
	const since = sinceMs(one, index, nowMs);
	const isLate = since !== null && nowMs - since > one.thresholdMs;
	return {
		name: one.name,
		channel: one.channel,
		waiting,
		since,
		atRisk: isLate ? Math.max(1, Math.round(waiting / 4)) : 0,
		serviceLevel: ratioCell(within, judged),
		formula: one.formula,
		thresholdMs: one.thresholdMs,
		offered: { value: offered },
		answered: { value: answered },
		abandoned: { value: abandoned },
		abandonRate: ratioCell(abandoned, offered),
		aht: { value: one.ahtS * 1000, n: answered }
	};
}

const AGENTS: Readonly<Record<string, number>> = {
	available: 12,
	handling: 87,
	wrapping: 14,
	break: 9,
	meal: 6,
	training: 4,
	'Llamada saliente': 3,
	offline: 41
};

const QUARTER_MS = 900_000;
const BUCKETS = 16;

function points(one: FixtureQueue, index: number, value: string, nowMs: number): TrendPoint[] {
	const last = Math.floor(nowMs / QUARTER_MS) * QUARTER_MS;
	return Array.from({ length: BUCKETS }, (_, i): TrendPoint => {
		const at = last - (BUCKETS - 1 - i) * QUARTER_MS;
		const w = wobble(index + 1, at / QUARTER_MS);
		if (value === 'service_level' || value === 'abandon_rate') {
			return [at, one.level === null ? null : Math.min(1, Math.max(0, one.level + w * 0.07))];
		}
		if (value === 'aht' || value === 'asa') return [at, (one.ahtS + w * 40) * 1000];
		return [at, Math.round(Math.max(0, one.offered / 40 + w * 14))];
	});
}

function numberCells(
	tile: Extract<Tile, { kind: 'number' }>,
	queues: readonly FixtureQueue[],
	nowMs: number
): Cells {
	const all = queues.map((one, index) => facts(one, index, nowMs));
	const sum = (of: (one: (typeof all)[number]) => number) =>
		all.reduce((total, one) => total + of(one), 0);
	if (tile.metric === 'longest_wait') {
		const since = queues
			.filter(({ channel }) => channel !== 'email')
			.flatMap((one) => sinceMs(one, queues.indexOf(one), nowMs) ?? []);
		return { since: since.length === 0 ? null : Math.min(...since) };
	}
	switch (metric(tile.metric).unit) {
		case 'ratio':
			return {
				value:
					tile.metric === 'service_level'
						? ratioCell(
								sum(({ within }) => within || 0),
								sum(({ judged }) => judged)
							)
						: ratioCell(
								sum(({ abandoned }) => abandoned),
								sum(({ offered }) => offered)
							),
				formula: tile.metric === 'service_level' ? 'A' : null,
				thresholdMs: tile.metric === 'service_level' ? 20_000 : null
			};
		case 'duration':
			return {
				value: { value: queues.length === 0 ? null : 404_000, n: sum(({ answered }) => answered) }
			};
		default:
			return { value: { value: sum(({ waiting }) => waiting) } };
	}
}

function rowsOf(tile: Tile, queues: readonly FixtureQueue[], nowMs: number): Record<string, Cells> {
	switch (tile.kind) {
		case 'number':
			return { [TOTAL_ROW]: numberCells(tile, queues, nowMs) };
		case 'queues':
			return Object.fromEntries(
				queues.map((one, index) => [one.id, queueCells(one, index, nowMs)])
			);
		case 'agents':
			if (queues.length === 0) return {};
			return Object.fromEntries(
				Object.entries(AGENTS).map(([state, count], index) => [
					state,
					{ count: count + Math.round(wobble(index, Math.floor(nowMs / 7000)) * 2) }
				])
			);
		default:
			return Object.fromEntries(
				queues.map((one, index) => [
					one.id,
					{ name: one.name, points: points(one, index, tile.metric, nowMs) }
				])
			);
	}
}

export function fixtureTiles(
	{ tiles }: Pick<BoardLayout, 'tiles'>,
	nowMs: number,
	queues: readonly FixtureQueue[] = FIXTURE_QUEUES
): Tiles {
	return Object.fromEntries(tiles.map((tile) => [tile.id, rowsOf(tile, queues, nowMs)]));
}
