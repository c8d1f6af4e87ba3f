/** The figures of the live boards as people read them. */
import { loadAverages } from '../machine.ts';
import { summarise } from './latencies.ts';
import type { Latencies } from './latencies.ts';
import type { LiveOptions } from './options.ts';
import { shareOfOthers } from './processes.ts';
import type { Measured } from './stage.ts';

/** What the product aims at, from the request of the producer to the frame of the viewer. */
const AIM_MS = { p95: 250, p99: 500 } as const;

const ms = (value: number): string => value.toFixed(0).padStart(6);
const ratio = (value: number, aim: number): string => `${(value / aim).toFixed(2)} ×`.padStart(10);

function line(what: string, { p50, p95, p99, max, n }: Latencies, hasAim: boolean): string {
	const aims = hasAim ? [ratio(p95, AIM_MS.p95), ratio(p99, AIM_MS.p99)] : ['', ''];
	const cells = [ms(p50), ms(p95), ms(p99), ms(max), String(n).padStart(6)];
	return `| ${what.padEnd(22)} | ${[...cells, ...aims.map((aim) => aim.padStart(10))].join(' | ')} |`;
}

const each = (total: number, seconds: number): string => (total / seconds).toFixed(1);

function particulars(of: Measured): string[] {
	const { seconds, producer, cpu, eventLoop } = of;
	const share = (cpuSeconds: number) =>
		`${cpuSeconds.toFixed(1)} s (${((100 * cpuSeconds) / seconds).toFixed(0)} %)`;
	const answered = summarise(producer.answeredMs);
	return [
		`  load      ${each(producer.events, seconds)} events/s, ${producer.refused} refused; durable in p50 ${answered.p50} ms, p99 ${answered.p99} ms`,
		`  frames    ${each(of.ticks, seconds)} ticks/s, ${each(of.frames, seconds)} frames/s, ${(of.bytes / of.frames / 1024).toFixed(1)} KiB each; ${of.gaps} gaps, ${of.lost} viewers lost`,
		`  probes    ${of.probes}; ${of.superseded} sightings of a later probe only, ${of.missing} never seen`,
		`  processor engine ${share(cpu.engine)}, ingest ${share(cpu.ingest)}, web ${share(cpu.web)}; event loop of web p99 ${eventLoop.p99Ms.toFixed(0)} ms, max ${eventLoop.maxMs.toFixed(0)} ms`,
		`  machine   bench and product took ${share(cpu.all)}, others ${(100 * shareOfOthers(cpu, seconds)).toFixed(0)} % of the cores; load ${loadAverages()}`
	];
}

export function printHead({ rate, viewers, seconds, warmUpSeconds }: LiveOptions): void {
	console.log(
		`\nLive: ${rate} events/s, ${viewers} viewers of one board, ${seconds} s after ${warmUpSeconds} s of warm-up (everything on this machine)`
	);
}

export function printMeasured(title: string, of: Measured): void {
	console.log(`\n${title}\n`);
	console.log(
		`| milliseconds           |    p50 |    p95 |    p99 |    max |      n | p95 / ${AIM_MS.p95}  | p99 / ${AIM_MS.p99}  |`
	);
	console.log(
		'|------------------------|-------:|-------:|-------:|-------:|-------:|-----------:|-----------:|'
	);
	console.log(line('POST to commit', of.committed, false));
	console.log(line('commit to frame', of.shown, false));
	console.log(line('POST to frame', of.frame, true));
	if (of.painted) console.log(line('POST to painted', of.painted, true));
	console.log(`\n${particulars(of).join('\n')}`);
}
