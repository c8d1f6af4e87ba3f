/** docs/scaling.md, written from one run of the bench. */
import { reportMarkdown } from '../report/markdown.ts';
import type { Table } from '../report/report.ts';
import {
	BURST_FACTOR,
	BUSY_FACTOR,
	CATCH_UP_FACTOR,
	CONTACTS_PER_AGENT_HOUR,
	DAYS_KEPT,
	EVENTS_PER_AGENT_HOUR,
	HOURS_OF_WORK,
	MOST_BUSY,
	MOST_TICK_MS,
	VIEWERS_PER_AGENT,
	limitsOf
} from './formulas.ts';
import type { Measured } from './formulas.ts';

const FORMULAS = [
	`An agent makes ${EVENTS_PER_AGENT_HOUR} events and ${CONTACTS_PER_AGENT_HOUR} contacts an hour (mean over voice, chat and mail; 40 events for voice with a queue log only, up to 600 at the most), ${HOURS_OF_WORK} hours a day. A model, not a measurement.`,
	`Busy hour: ${BUSY_FACTOR} × the mean. Burst: ${BURST_FACTOR} × the mean; it has to be answered at the door, and may wait in the spool. Making up for an outage of an hour in ten minutes: ${CATCH_UP_FACTOR} × the mean on top of the busy hour.`,
	`Viewers: ${VIEWERS_PER_AGENT} an agent. Web processes: viewers ÷ viewers until a core is ${100 * MOST_BUSY} % busy.`,
	`Ingest processes: the larger of burst ÷ what one answers, and the processor time of making up for an outage ÷ ${MOST_BUSY} of a core.`,
	`Engine cores: events a second × processor time of an event with all views ÷ ${MOST_BUSY}. Questions of people come on top.`,
	`Disk: events a day × bytes of an event, for ${Math.round(DAYS_KEPT)} days, one copy.`,
	`Memory: base + slope × contacts of a day, or viewers, by a line through three steps. Tick: the same over contacts of today; ${MOST_TICK_MS} ms is the most.`
];

const NOT_MEASURED = [
	"What inserts alone cost the engine at the pace of a quiet centre: the cost of an event above is that of full batches, and small ones cost more each. What inserts and the questions of boards cost together at that rate stands in the tables of viewers; the cores of the tables of centres are the engine's least.",
	'More than one machine: networks between processes, replicas, and what a second shard gains. Two shards on the cores of one only say what spreading costs.',
	'Larger sizes than the steps above: everything beyond them is a straight line drawn on.',
	'Many different boards at once: viewers shared one. Each further zone or scope is one more question or one more encoding.',
	'Questions of people (history, exports, scorecards) at the same time; a month of parts that are merged.',
	'What a contact really keeps in the memory of ingest: the slope is that of resident memory, with garbage that is not collected yet, and the keys that are remembered have an end (`INGEST_REMEMBERED_KEYS`). It is the most, not what is needed.',
	'Generators ran on the same cores: a machine that only serves carries more.'
];

export interface Scaled {
	readonly measured: Measured;
	readonly conditions: readonly string[];
	readonly figures: readonly Table[];
	readonly needs: readonly Table[];
	readonly limits: Table;
}

const headless = (
	tables: readonly Table[],
	machine: readonly string[],
	conditions: readonly string[]
) => reportMarkdown({ title: '', conditions, tables }, machine).replace(/^## *\n+/, '');

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function bottleneck({ measured }: Scaled): string {
	const [first, second] = limitsOf(measured);
	if (!first || !Number.isFinite(first.agents)) return 'Nothing ended within what was measured.';
	const at = (agents: number): string => Math.floor(agents).toLocaleString('en');
	const next =
		second && Number.isFinite(second.agents)
			? ` Next is ${second.name}, at ${at(second.agents)}.`
			: '';
	return `**The first bottleneck is ${first.name}, at ${at(first.agents)} agents.**${next}`;
}

export function scalingDocument(scaled: Scaled, machine: readonly string[]): string {
	const { conditions, figures, needs, limits } = scaled;
	return `# Scaling

Written by \`npm run bench -- scale --write\` from what it measured; nothing here is typed by hand.

${bottleneck(scaled)}

## Measured

${headless(figures, machine, conditions)}

## Formulas

${list(FORMULAS)}

## What centres need

One process of ingest or web uses about one core. Two of each are the least for whoever wants to update without a gap, whatever the tables say.

${headless(needs, [], [])}

## Where it ends

${headless([limits], [], [])}

## Not measured

${list(NOT_MEASURED)}
`;
}
