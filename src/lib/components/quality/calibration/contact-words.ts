/** A contact of a session in a few words, for the head of a row. */
import { channelName } from '#lib/components/wallboard/channel-name.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export interface ShownContact {
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
}

export interface Names {
	readonly agents: Readonly<Record<string, string>>;
	readonly queues: Readonly<Record<string, string>>;
}

const named = (names: Readonly<Record<string, string>>, id: string): string => names[id] ?? id;

/** Channel, agent and queue. */
export const contactWords = (reader: Reader, contact: ShownContact, names: Names): string =>
	[
		channelName(reader.t, contact.channel),
		named(names.agents, contact.agent),
		named(names.queues, contact.queue)
	]
		.filter((word) => word !== '')
		.join(' · ');
