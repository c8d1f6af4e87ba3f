/** What masking costs at the door, beside reading the same events without it, and that hostile texts take linear time. */
import { parseArgs } from 'node:util';
import { ALL_KINDS, maskText } from '#lib/domain/privacy/masking.ts';
import { scanJson } from '../../ingest/intake/json-scan.ts';
import { createPrivacy } from '../../ingest/intake/privacy.ts';
import type { Privacy } from '../../ingest/intake/privacy.ts';
import { readEvent } from '../../ingest/intake/read-event.ts';
import type { Report, Row } from './report/report.ts';
import { median } from './report/runs.ts';

const EVENTS = 2000;
const LONG = 64 * 1024;

const PLAIN = [
	'Buenos días, llamo por la factura de noviembre.',
	'Un momento, por favor, que lo miro. ¿Me dice su nombre completo? 😀',
	'The parcel should have been here on Friday – nobody has called me since.',
	'Só quero saber quando chega o técnico; já esperei três dias.'
];
const WITH_NUMBERS = [
	'El pedido 45 del 20/11/2026 son 1.234,56 €, y el recibo 2026-00012345 también.',
	'Invoice 2026-000123 of 12 November: 3 items, 59.90 each, order number 2125550123.'
];
const WITH_HITS = [
	'Mi tarjeta es 4111 1111 1111 1111 y mi correo ana@example.com',
	'Llámame al +34 612 345 678, DNI 12345678Z'
];

function events(texts: readonly string[]): Buffer[] {
	const time = new Date().toISOString();
	return Array.from({ length: EVENTS }, (_none, n) => {
		const data = { author: 'customer', text: texts[n % texts.length], language: 'es', segment: 1 };
		return Buffer.from(
			JSON.stringify({
				specversion: '1.0',
				id: `bench-${n}`,
				source: '//bench/chat',
				type: 'atalaya.interaction.message.v1',
				subject: `interaction-${Math.floor(n / 10)}`,
				time,
				data
			})
		);
	});
}

const open: Privacy = { protect: (value) => ({ value, isErased: false, generation: 0 }) };
const masking = createPrivacy({
	masking: () => ALL_KINDS,
	isErased: () => false,
	generation: () => 0
});
const limits = { eventBytes: 262_144, depth: 32 };

/** Milliseconds to read all of them once. */
function read(raws: readonly Buffer[], privacy: Privacy): number {
	const options = {
		nowMs: Date.now(),
		backfill: false,
		limits,
		privacy,
		sources: null,
		territory: null
	};
	const startedAt = performance.now();
	for (const raw of raws) {
		if (!readEvent(raw, scanJson(raw), options).ok) throw new Error('an event was refused');
	}
	return performance.now() - startedAt;
}

/** In turns, so that whatever else the machine does meets both. */
function compare(what: string, texts: readonly string[], rounds: number): Row {
	const raws = events(texts);
	const without: number[] = [];
	const withIt: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		without.push(read(raws, open));
		withIt.push(read(raws, masking));
	}
	const perSecond = (times: number[]) => (EVENTS / median(times)) * 1000;
	return {
		...{ name: `texts ${what}, masked`, figure: perSecond(withIt), unit: 'events/s' },
		against: { name: 'not masked', figure: perSecond(without) }
	};
}

const HOSTILE: Readonly<Record<string, string>> = {
	digits: '1',
	'single digits': '4 ',
	'pairs of digits': '11 ',
	'begun cards': '4111 ',
	'signs of mail': '@',
	'begun addresses': 'a@',
	domains: 'a@b.',
	'begun accounts': 'ES91',
	'home numbers': '612345678 ',
	'foreign numbers': '+34 ',
	spaces: ' ',
	'wide digits': '１',
	'digits apart by nothing': '1\u200b'
};

function mask(piece: string, length: number): number {
	const text = piece.repeat(Math.floor(length / piece.length));
	const times = Array.from({ length: 5 }, () => {
		const startedAt = performance.now();
		maskText(text, ALL_KINDS);
		return performance.now() - startedAt;
	});
	return median(times);
}

export const help = `What masking costs at the door, and that hostile texts take linear time.
  --rounds 41            each kind of text`;

export function run(args: readonly string[]): Promise<Report> {
	const { values } = parseArgs({
		args: [...args],
		options: { rounds: { type: 'string', default: '41' } }
	});
	const rounds = Number(values.rounds);
	const hostile = Object.entries(HOSTILE).map(([what, piece]): Row => {
		const quarter = mask(piece, LONG / 4);
		return {
			...{ name: what, figure: mask(piece, LONG), unit: 'ms' },
			against: { name: 'a quarter of it', figure: quarter }
		};
	});
	return Promise.resolve({
		title: 'Masking',
		conditions: [`${EVENTS.toLocaleString('en')} events ${rounds} times, one thread`],
		tables: [
			{
				title: 'Reading events at the door',
				rows: [
					compare('without numbers', PLAIN, rounds),
					compare('with other numbers', WITH_NUMBERS, rounds),
					compare('with personal data', WITH_HITS, rounds)
				]
			},
			{
				title: 'Hostile texts of 64 KiB: a linear one takes 4 times a quarter of it',
				rows: hostile
			}
		]
	});
}
