/** A site with a client and two teams of agents in a running product, what they handled just now, and a scorecard of it. */
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { Measure, MeasureSource } from '#lib/domain/scorecard/scorecard.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { openFigures } from '#lib/server/scorecards/figures/open-figures.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import type { StoreParts } from './store-parts.ts';

const ZONE = 'Europe/Madrid';
const WRITER: Actor = { kind: 'person', id: 'e2e-writer', name: 'Ana', address: '' };
const APPROVER: Actor = { kind: 'person', id: 'e2e-approver', name: 'Luis', address: '' };
const MINUTE_MS = 60_000;

export interface GivenUnits {
	readonly scorecard: string;
	/** The month all of it was in. */
	readonly month: string;
	/** Ids of nodes. */
	readonly client: string;
	readonly site: string;
	readonly morning: string;
	readonly evening: string;
	/** Enters and approves, as two people do, how many of 100 hours of the morning team were missed. */
	approve(hours: number): Promise<void>;
}

interface Installation {
	readonly ingest: string;
	readonly token: string;
}

async function node(
	{ teams }: StoreParts,
	draft: Omit<Parameters<StoreParts['teams']['create']>[0], 'queues'> & { queues?: string[] }
): Promise<string> {
	const made = await teams.create({ queues: [], ...draft }, SYSTEM);
	if (!made.ok) throw new Error(made.fault);
	return made.id;
}

/** Team, agent, and how long each of their contacts took. */
const HANDLED = [
	['alba', 'Alba Ruiz', [3, 3, 4]],
	['alba', 'Bruno Sanz', [5, 5]],
	['ocaso', 'Carla Gil', [9, 11]],
	['ocaso', 'Dario Pons', [10]]
] as const;

function eventsOf(id: string, nowMs: number): object[] {
	let count = 0;
	const event = (name: EventName, subject: string, atMs: number, data: object): object => ({
		...{ specversion: '1.0', id: `${id}-${++count}`, source: '//test/units', subject, data },
		...{ type: fullTypeOf(name), time: new Date(atMs).toISOString() }
	});
	const queue = `${id}-queue`;
	const startMs = nowMs - 20 * MINUTE_MS;
	const contact = (n: string, minutes: number | null, agent = ''): object[] => {
		const contactId = `${id}-contact-${n}`;
		const begin = [
			event('interaction.created', contactId, startMs, { channel: 'voice', customer: contactId }),
			event('interaction.queued', contactId, startMs, { queue })
		];
		if (minutes === null)
			return [...begin, event('interaction.abandoned', contactId, startMs + MINUTE_MS, {})];
		const endedMs = startMs + 1000 + minutes * MINUTE_MS;
		return [
			...begin,
			event('interaction.accepted', contactId, startMs + 1000, { agent }),
			event('interaction.ended', contactId, endedMs, { by: 'customer' }),
			event('interaction.wrapped', contactId, endedMs, { agent, resolved: true })
		];
	};
	return [
		event('reference.queue', queue, startMs, { name: `${id} voz`, channel: 'voice' }),
		...HANDLED.flatMap(([team, name, minutes], at) => {
			const agent = `${id}-agent-${at}`;
			return [
				event('agent.state', agent, startMs, {
					...{ state: 'available', team: `${id}-${team}`, name, queues: [queue] }
				}),
				...minutes.flatMap((one, n) => contact(`${at}-${n}`, one, agent))
			];
		}),
		...contact('lost-1', null),
		...contact('lost-2', null)
	];
}

const measure = (
	id: string,
	objective: string,
	source: MeasureSource,
	also: Partial<Measure>
): Measure => ({
	...{ id, objective, source, name: '', description: '', target: null, weight: 1, owner: '' },
	...{ timing: 'lag', leastN: 0, isCritical: false },
	...also
});
const metric = (name: string): MeasureSource => ({
	...{ kind: 'metric', metric: name, channels: [], queues: [], teams: [] }
});

const measuresOf = (figure: string): Measure[] => [
	measure('abandons', 'answer', metric('abandon_rate'), {
		target: { direction: 'down', floor: 0.5, target: 0.25, stretch: 0 }
	}),
	measure('handled', 'answer', metric('handled'), {}),
	measure('aht', 'work', metric('aht'), {
		target: {
			...{ direction: 'down', floor: 12 * MINUTE_MS, target: 6 * MINUTE_MS },
			stretch: 3 * MINUTE_MS
		},
		leastN: 2,
		isCritical: true
	}),
	measure(
		'absence',
		'staff',
		{ kind: 'figure', figure },
		{
			name: 'Absentismo',
			target: { direction: 'down', floor: 0.1, target: 0.05, stretch: 0.02 }
		}
	)
];

export async function giveUnits(
	parts: StoreParts,
	{ ingest, token }: Installation,
	id: string
): Promise<GivenUnits> {
	const nowMs = Date.now();
	const month = monthOf(nowMs - 20 * MINUTE_MS, ZONE);
	const site = await node(parts, {
		...{ parent: 'company', kind: 'site', name: `${id} Sevilla`, words: [] }
	});
	const client = await node(parts, {
		...{ parent: site, kind: 'client', name: `${id} cliente`, words: [] },
		queues: [`${id}-queue`]
	});
	const [morning, evening] = [
		await node(parts, {
			parent: client,
			kind: 'team',
			name: 'Turno de mañana',
			words: [`${id}-alba`]
		}),
		await node(parts, {
			parent: client,
			kind: 'team',
			name: 'Turno de tarde',
			words: [`${id}-ocaso`]
		})
	];
	const sent = await fetch(`${ingest}/v1/events`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${token}`,
			'content-type': 'application/cloudevents-batch+json',
			prefer: 'wait=30'
		},
		body: JSON.stringify(eventsOf(id, nowMs))
	});
	if (sent.status !== 200) throw new Error(`${sent.status} ${await sent.text()}`);
	const figures = openFigures({ store: parts.store, audit: parts.audit });
	const made = await figures.definitions.create(
		{
			team: site,
			figure: {
				...{ ...NEW_FIGURE, code: `e2e_${id.replaceAll('-', '_')}`, name: `${id} absentismo` },
				...{ unit: 'percent', adding: 'ratio', source: 'Recursos humanos' },
				...{ numeratorName: 'Horas de ausencia', denominatorName: 'Horas previstas' }
			}
		},
		WRITER
	);
	if (!made.ok) throw new Error(made.reason);
	const figure = made.stored.id;
	let revision = 0;
	const approve = async (hours: number): Promise<void> => {
		const spot = { figure, team: morning, month };
		const entry = {
			...{ numerator: hours, denominator: 100, n: 100, isEstimate: false, isVoid: false },
			...{ source: 'Recursos humanos', evidence: '' }
		};
		await figures.values.enter([{ ...spot, basedOn: revision, entry }], { file: null }, WRITER);
		revision += 1;
		const as = { decision: 'approved' as const, why: '' };
		const done = await figures.values.decide({ ...spot, revision }, as, APPROVER);
		if (done !== 'done') throw new Error(done);
	};
	await approve(4);
	const store = createScorecardStore(parts.store.database, { audit: parts.audit, now: Date.now });
	const saved = await store.create(
		{
			...{ team: site, validFrom: month, note: '' },
			content: {
				...{ name: `Cuadro ${id}`, description: '', links: [], sources: [] },
				...{ aggregator: 'mean', hasCriticalCap: true, measures: measuresOf(figure) },
				perspectives: [
					{ id: 'customer', kind: 'customer', name: '', weight: 2 },
					{ id: 'process', kind: 'process', name: '', weight: 2 },
					{ id: 'learning', kind: 'learning', name: '', weight: 1 }
				],
				objectives: [
					{ id: 'answer', perspective: 'customer', name: 'Atender', owner: '', weight: 1 },
					{ id: 'work', perspective: 'process', name: 'Trabajar bien', owner: '', weight: 1 },
					{ id: 'staff', perspective: 'learning', name: 'Cuidar al equipo', owner: '', weight: 1 }
				]
			}
		},
		SYSTEM
	);
	if (!saved.ok) throw new Error(saved.reason);
	return { scorecard: saved.scorecard.id, month, client, site, morning, evening, approve };
}
