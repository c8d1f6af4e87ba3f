/** The product under load with its viewers and probes, and one measured stretch of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { referenceEvents } from '../../../ingest/demo/reference.ts';
import type { Product } from '../../support/product.ts';
import type { LiveOptions } from './options.ts';
import { match, summarise } from './latencies.ts';
import type { Latencies } from './latencies.ts';
import { startPart } from './part.ts';
import type { Part } from './part.ts';
import { postEvents } from './post.ts';
import { ProbeSender, throughDoor } from './probe.ts';
import type { SentProbe, Sighting } from './probe.ts';
import { Processes, cpuBetween } from './processes.ts';
import type { CpuSeconds } from './processes.ts';
import type { ProducerOptions, ProducerReport } from './producer.ts';
import type { Screen } from './screen.ts';
import type { ViewersOptions, ViewersReport } from './viewers.ts';
import { eventLoopDelay } from './web-figures.ts';
import type { EventLoopDelay } from './web-figures.ts';

export const BOARD = 'sala';
const VIEWER_PROCESSES = 2;
/** In each process of viewers. */
const LOOKING = 12;
/** What was sent in the last moment is waited for. */
const SETTLE_MS = 4000;

export interface Measured {
	readonly seconds: number;
	readonly committed: Latencies;
	readonly frame: Latencies;
	/** From the commit to the frame. */
	readonly shown: Latencies;
	readonly painted: Latencies | null;
	readonly probes: number;
	/** Over all viewers that look. */
	readonly superseded: number;
	readonly missing: number;
	readonly producer: ProducerReport;
	readonly frames: number;
	readonly bytes: number;
	readonly ticks: number;
	readonly gaps: number;
	readonly lost: number;
	readonly eventLoop: EventLoopDelay;
	readonly cpu: CpuSeconds;
}

export class Stage {
	readonly #product: Product;
	readonly #options: LiveOptions;
	readonly #processes: Processes;
	readonly #board: string;
	/** Viewers are spread over them. */
	readonly #webs: readonly string[];
	readonly #probes: ProbeSender;
	#viewers: Part<ViewersReport>[] = [];
	#producer: Part<ProducerReport> | null = null;

	constructor(
		product: Product,
		options: LiveOptions,
		board: string = BOARD,
		webs: readonly string[] = [product.web]
	) {
		this.#product = product;
		this.#webs = webs;
		this.#board = board;
		this.#options = options;
		this.#processes = new Processes(product);
		this.#probes = new ProbeSender(throughDoor(product.ingest));
	}

	async start(): Promise<void> {
		const { ingest } = this.#product;
		const { rate, viewers } = this.#options;
		const reference = referenceEvents('bench', 'Europe/Madrid').map(({ event }) => event);
		await postEvents(ingest, reference, 10);
		for (let index = 0; index < VIEWER_PROCESSES; index += 1) {
			const share = Math.floor((viewers + index) / VIEWER_PROCESSES);
			this.#viewers.push(
				await startPart<ViewersReport>('./viewers.ts', {
					web: this.#webs[index % this.#webs.length] ?? this.#product.web,
					board: this.#board,
					viewers: share,
					looking: Math.min(LOOKING, share)
				} satisfies ViewersOptions)
			);
		}
		this.#producer = await startPart<ProducerReport>('./producer.ts', {
			ingest,
			rate
		} satisfies ProducerOptions);
		this.#probes.start();
	}

	async measure(screen: Screen | null): Promise<Measured> {
		const { web } = this.#product;
		await this.#take(screen);
		await eventLoopDelay(web);
		const [fromMs, cpuBefore] = [Date.now(), this.#processes.cpuSeconds()];
		await sleep(this.#options.seconds * 1000);
		const [toMs, cpuAfter] = [Date.now(), this.#processes.cpuSeconds()];
		const eventLoop = await eventLoopDelay(web);
		const end = await this.#take(screen);
		await sleep(SETTLE_MS);
		const late = await this.#take(screen);
		const probes = await this.#probes.sentBetween(fromMs, toMs);
		const seen = end.viewers.flatMap((report, process) =>
			report.sightings.map((first, viewer) => [
				...first,
				...(late.viewers[process]?.sightings[viewer] ?? [])
			])
		);
		return {
			seconds: (toMs - fromMs) / 1000,
			...figures(probes, seen),
			painted: screen && paintedOf(probes, [...end.screen, ...late.screen]),
			producer: end.producer,
			frames: sum(end.viewers, 'frames'),
			bytes: sum(end.viewers, 'bytes'),
			ticks: sum(end.viewers, 'frames') / this.#options.viewers,
			gaps: sum(end.viewers, 'gaps'),
			lost: sum(end.viewers, 'lost'),
			eventLoop,
			cpu: cpuBetween(cpuBefore, cpuAfter)
		};
	}

	async end(): Promise<void> {
		await this.#producer?.end();
		await this.#probes.stop();
		await Promise.all(this.#viewers.map((part) => part.end()));
	}

	async #take(screen: Screen | null): Promise<{
		viewers: ViewersReport[];
		producer: ProducerReport;
		screen: Sighting[];
	}> {
		if (this.#producer === null) throw new Error('the stage has not started');
		return {
			viewers: await Promise.all(this.#viewers.map((part) => part.report())),
			producer: await this.#producer.report(),
			screen: screen === null ? [] : await screen.sightings()
		};
	}
}

const sum = (
	reports: readonly ViewersReport[],
	figure: 'frames' | 'bytes' | 'gaps' | 'lost'
): number => reports.reduce((total, report) => total + report[figure], 0);

type Figures = Pick<
	Measured,
	'committed' | 'frame' | 'shown' | 'probes' | 'superseded' | 'missing'
>;

function figures(probes: readonly SentProbe[], viewers: readonly (readonly Sighting[])[]): Figures {
	const matched = viewers.map((sightings) => match(probes, sightings));
	const seen = matched.flatMap((of) => of.seen);
	return {
		committed: summarise(
			probes.flatMap(({ atMs, committedAtMs }) =>
				committedAtMs === null ? [] : [committedAtMs - atMs]
			)
		),
		frame: summarise(seen.map(({ probe, atMs }) => atMs - probe.atMs)),
		shown: summarise(
			seen.flatMap(({ probe: { committedAtMs }, atMs }) =>
				committedAtMs === null ? [] : [atMs - committedAtMs]
			)
		),
		probes: probes.length,
		superseded: matched.reduce((total, of) => total + of.superseded, 0),
		missing: matched.reduce((total, of) => total + of.missing, 0)
	};
}

const paintedOf = (probes: readonly SentProbe[], sightings: readonly Sighting[]): Latencies =>
	summarise(match(probes, sightings).seen.map(({ probe, atMs }) => atMs - probe.atMs));
