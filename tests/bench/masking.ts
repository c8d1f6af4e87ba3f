/** What masking costs at the door, beside reading the same events without it, and that hostile texts take linear time. */
import { ALL_KINDS, maskText } from '#lib/domain/privacy/masking.ts';
import { scanJson } from '../../ingest/intake/json-scan.ts';
import { createPrivacy } from '../../ingest/intake/privacy.ts';
import type { Privacy } from '../../ingest/intake/privacy.ts';
import { readEvent } from '../../ingest/intake/read-event.ts';

const EVENTS = 2000;
const ROUNDS = 41;
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

const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** In turns, so that whatever else the machine does meets both. */
function compare(what: string, texts: readonly string[]): void {
	const raws = events(texts);
	const without: number[] = [];
	const withIt: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		without.push(read(raws, open));
		withIt.push(read(raws, masking));
	}
	const perSecond = (times: number[]) => (EVENTS / median(times)) * 1000;
	const share = (100 * perSecond(withIt)) / perSecond(without);
	console.log(
		`| ${what.padEnd(28)} | ${perSecond(without).toFixed(0).padStart(13)} | ${perSecond(withIt).toFixed(0).padStart(13)} | ${share.toFixed(0).padStart(5)} % |`
	);
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

export function run(): Promise<void> {
	console.log('\nReading events at the door, one thread\n');
	console.log(`| ${'texts'.padEnd(28)} | events/s without | events/s with | share   |`);
	console.log(`|${'-'.repeat(30)}|---------------:|---------------:|--------:|`);
	compare('plain', PLAIN);
	compare('with other numbers', WITH_NUMBERS);
	compare('with personal data', WITH_HITS);
	console.log('\nHostile texts of 64 KiB; a linear one takes 4 times as long as a quarter of it\n');
	console.log(`| ${'text'.padEnd(28)} |     ms | of a quarter |`);
	console.log(`|${'-'.repeat(30)}|-------:|-------------:|`);
	for (const [what, piece] of Object.entries(HOSTILE)) {
		const quarter = mask(piece, LONG / 4);
		const whole = mask(piece, LONG);
		console.log(
			`| ${what.padEnd(28)} | ${whole.toFixed(1).padStart(6)} | ${(whole / quarter).toFixed(1).padStart(12)} |`
		);
	}
	return Promise.resolve();
}
