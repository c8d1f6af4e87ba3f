/** The corpus: small and real pieces that cases are made of. */
import { readFileSync } from 'node:fs';

const read = (name: string): string =>
	readFileSync(new URL(`corpus/${name}`, import.meta.url), 'utf8');
const parse = (name: string): unknown => JSON.parse(read(name));

export interface SampleEvent {
	readonly type: string;
	readonly subject: string;
	readonly data: Readonly<Record<string, unknown>>;
}
export interface SampleForm {
	readonly path: string;
	readonly fields: Readonly<Record<string, string>>;
}

export const EVENTS = parse('events.json') as readonly SampleEvent[];
export const FORMS = parse('forms.json') as readonly SampleForm[];
export const LIVE_MESSAGES = parse('live.json') as readonly object[];
export const TEXTS = parse('texts.json') as Readonly<
	Record<'json' | 'times' | 'words' | 'values', readonly string[]>
>;
export const PATHS = parse('paths.json') as {
	readonly ingest: readonly string[];
	readonly queries: readonly string[];
	readonly params: Readonly<Record<string, readonly string[]>>;
};
export const SCHEDULES = [
	{ name: 'turnos.csv', text: read('schedule.csv') },
	{ name: 'turnos.ics', text: read('schedule.ics') }
] as const;
