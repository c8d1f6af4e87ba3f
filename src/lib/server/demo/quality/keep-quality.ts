/** Gives the demo centre its month of quality work, once, as soon as its history is there. */
import { randomUUID } from 'node:crypto';
import { COMPANY } from '#lib/domain/access/team.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import type { ReadyForm } from '#lib/domain/quality/ready-forms/index.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import { SYSTEM } from '../../audit/audit-log.ts';
import { QueryError } from '../../clickhouse/query.ts';
import type { QualityParts, QualitySources } from '../../open-quality.ts';
import { startLeasedLoop } from '../../quality/leased-loop.ts';
import type { LeasedLoop } from '../../quality/leased-loop.ts';
import { agentsToChoose } from '../../queries/history-choices.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import { createLease } from '../../store/lease.ts';
import { isDemoDoorPossible } from '../demo-door.ts';
import { DEMO_PEOPLE } from '../demo-centre.ts';
import { demoPresence } from '../demo-presence.ts';
import { insertColleagues } from '../insert-people.ts';
import { COLLEAGUES } from './colleagues.ts';
import { hasHistory, seedMonth } from './demo-month.ts';
import type { MonthSources } from './demo-month.ts';
import { demoPlans } from './demo-plans.ts';
import { openPast } from './past.ts';
import { hasDemoPeople } from '../has-demo-people.ts';

const SEEDED = 'demo-quality';
const TIMES = { everyMs: 10_000, leaseMs: 15 * 60_000 };
/** Between two evaluations: people look at walls meanwhile. */
const BREATH_MS = 25;

type Parts = Pick<QualityParts, 'forms' | 'sampling' | 'coaching'>;

class Ended extends Error {
	override readonly name = 'Ended';
}

const evaluators = [
	...DEMO_PEOPLE.filter(({ role }) => role === 'quality'),
	...COLLEAGUES.filter(({ role }) => role === 'quality')
].map(({ id, name }) => ({ id, name }));

class DemoQuality {
	readonly #sources: QualitySources;
	readonly #parts: Parts;
	readonly #isDemoRunning: () => boolean;
	#isDone = false;
	#isEnding = false;

	constructor(sources: QualitySources, parts: Parts) {
		this.#sources = sources;
		this.#parts = parts;
		this.#isDemoRunning = demoPresence({ dataDir: sources.config.dataDir, now: Date.now });
	}

	end(): void {
		this.#isEnding = true;
	}

	async turn(): Promise<void> {
		if (
			this.#isDone ||
			!this.#isDemoRunning() ||
			!(await hasDemoPeople(this.#sources.store.database))
		)
			return;
		if (await this.#isSeeded()) {
			this.#isDone = true;
			return;
		}
		const sources = await this.#month();
		if (!(await hasHistory(sources))) return;
		await this.#seed(sources);
	}

	/** Also when somebody made forms of their own: then nothing is put beside them. */
	async #isSeeded(): Promise<boolean> {
		const row = await this.#sources.store.database
			.selectFrom('meta')
			.select('value')
			.where('name', '=', SEEDED)
			.executeTakeFirst();
		return row !== undefined || (await this.#parts.forms.list()).length > 0;
	}

	async #month(): Promise<MonthSources> {
		const { clickhouse } = this.#sources;
		const params = { tenant: DEFAULT_TENANT };
		const agents = await clickhouse.query('report', agentsToChoose, params, { scope: EVERYTHING });
		const names = new Map(agents.map(({ id, name }) => [id, name]));
		return {
			clickhouse,
			items: this.#parts.coaching.items,
			nowMs: Date.now(),
			agentName: (agent: string) => names.get(agent) ?? agent
		};
	}

	async #publish(ready: ReadyForm): Promise<PublishedForm> {
		const { forms } = this.#parts;
		const content = readyForm(ready, 'es');
		const made = await forms.create({ team: COMPANY, content, from: 'ready' }, SYSTEM);
		if (!made.ok) throw new Error(`a form of the demo was refused: ${made.reason}`);
		const { id, revision } = made.stored;
		const published = await forms.publish(id, revision, SYSTEM);
		if (!published.ok) throw new Error(`a form of the demo was refused: ${published.reason}`);
		return published.published;
	}

	async #seed(sources: MonthSources): Promise<void> {
		const { store, audit, outbox, outboxSender, log } = this.#sources;
		const { database } = store;
		// Said first: what is broken off is not begun a second time beside what is there.
		await database
			.insertInto('meta')
			.values({ name: SEEDED, value: new Date(sources.nowMs).toISOString() })
			.execute();
		this.#isDone = true;
		await insertColleagues(database, COLLEAGUES, sources.nowMs);
		const [voice, chat, social] = [
			await this.#publish('voice'),
			await this.#publish('chat'),
			await this.#publish('social')
		];
		const past = openPast({ database, audit, outbox, outboxSender, forms: this.#parts.forms });
		const evaluations = await seedMonth(
			{
				past,
				people: evaluators,
				forms: new Map([
					['voice', voice],
					['social', social],
					['', chat]
				]),
				breathe: async () => {
					if (this.#isEnding) throw new Ended('the product ends');
					await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
				}
			},
			sources
		);
		const ids = { voice: voice.form, chat: chat.form, social: social.form };
		for (const plan of demoPlans(
			ids,
			evaluators.map(({ id }) => id)
		))
			await this.#parts.sampling.plans.create(plan, SYSTEM);
		log.info({ count: evaluations }, 'the demo centre has its quality work');
	}
}

/** Null where there can be no demo. */
export function keepDemoQuality(sources: QualitySources, parts: Parts): LeasedLoop | null {
	if (!isDemoDoorPossible(sources.config)) return null;
	const quality = new DemoQuality(sources, parts);
	const loop = startLeasedLoop({
		lease: createLease(sources.store, `${SEEDED}-work`, randomUUID(), Date.now),
		turn: () => quality.turn(),
		onError: (error) => {
			// The engine may not be up yet, and who ends knows it.
			if (error instanceof QueryError || error instanceof Ended) return;
			sources.log.error({ err: error }, 'demo: quality');
		},
		times: TIMES
	});
	return {
		async stop() {
			quality.end();
			await loop.stop();
		}
	};
}
