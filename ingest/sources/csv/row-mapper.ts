/** A mapping put to work: rows to events. */
import { createHash } from 'node:crypto';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import { failed, MAPPED, skipped } from '../source.ts';
import type { CloudEvent, Outcome } from '../source.ts';
import { compileCondition } from './conditions.ts';
import type { Test } from './conditions.ts';
import { LocalTime } from './local-time.ts';
import type { MappedEvent, Mapping } from './mapping.ts';
import { numberParser } from './numbers.ts';
import { Columns, RowError } from './row.ts';
import type { Row } from './row.ts';
import { compileTime } from './times.ts';
import type { ReadTime, TimeScope } from './times.ts';
import { compileFields, compileValue } from './values.ts';
import type { Json, ReadValue } from './values.ts';

const DEFAULT_DATE = 'yyyy-MM-dd';
const DEFAULT_TIME = 'H:mm:ss';
const ID_MAX = 200;
/** Subjects that `once` remembers; beyond, ingest tells the repetitions by their ids. */
const MOST_SUBJECTS = 100_000;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

interface CompiledEvent {
	readonly name: string;
	readonly type: string;
	readonly once: boolean;
	readonly when: Test;
	readonly subject: ReadValue;
	readonly at: ReadTime;
	readonly data: (row: Row) => Record<string, Json>;
}

export interface MappedRow {
	readonly outcome: Outcome;
	readonly events: readonly CloudEvent[];
	readonly notes: readonly string[];
}

const none = (outcome: Outcome): MappedRow => ({ outcome, events: [], notes: [] });

/** Key columns joined by a mark that is written otherwise inside them, so that no two keys look alike. */
function keyReader(mapping: Mapping, columns: Columns): (row: Row) => string {
	if (mapping.key === undefined) return (row) => hash(row.cells.join('\u0000'));
	const readers = mapping.key.map((column) => columns.reader(column));
	return (row) => {
		const parts = readers.map((read) => read(row));
		if (parts.every((part) => part === '')) throw new RowError('the key columns are empty');
		return parts.map((part) => part.replaceAll('%', '%25').replaceAll('~', '%7E')).join('~');
	};
}

export class RowMapper {
	readonly #mapping: Mapping;
	readonly #columns: Columns;
	readonly #skips: readonly { test: Test; reason: string }[];
	readonly #times: readonly ReadTime[];
	readonly #events: readonly CompiledEvent[];
	readonly #key: (row: Row) => string;
	readonly #said = new Set<string>();

	/** Throws MappingError when the mapping does not fit the columns. */
	constructor(mapping: Mapping, columnNames: readonly string[]) {
		this.#mapping = mapping;
		this.#columns = new Columns(columnNames);
		this.#key = keyReader(mapping, this.#columns);
		const scope = (times: ReadonlyMap<string, number>): TimeScope => ({
			columns: this.#columns,
			times,
			parseNumber: numberParser(mapping.file),
			local,
			dateFormat: mapping.dateFormat ?? DEFAULT_DATE,
			timeFormat: mapping.timeFormat ?? DEFAULT_TIME
		});
		const local = new LocalTime(mapping.zone);
		const none = scope(new Map());
		this.#skips = (mapping.skip ?? []).map(({ when, reason }) => ({
			test: compileCondition(when, none),
			reason
		}));
		const names = new Map<string, number>();
		this.#times = Object.entries(mapping.times ?? {}).map(([name, time], index) => {
			const read = compileTime(time, scope(new Map(names)));
			names.set(name, index);
			return read;
		});
		this.#events = mapping.events.map((event) => this.#compile(event, scope(names)));
	}

	/** Never throws for what a row holds. */
	map(line: number, cells: readonly string[]): MappedRow {
		if (cells.length === 1 && cells[0]?.trim() === '') return none(skipped('blank line'));
		const columns = this.#columns.names.length;
		if (cells.length !== columns) {
			return none(failed(`${cells.length} columns instead of ${columns}`));
		}
		if (cells.some((cell) => CONTROL.test(cell)))
			return none(failed('control characters in a column'));
		const row: Row = { line, cells, times: [], latestMs: null, notes: [] };
		try {
			return this.#map(row);
		} catch (error) {
			if (error instanceof RowError) return none(failed(error.message));
			throw error;
		}
	}

	#map(row: Row): MappedRow {
		const skip = this.#skips.find(({ test }) => test(row));
		if (skip) return none(skipped(skip.reason));
		for (const read of this.#times) {
			const ms = read(row);
			row.times.push(ms);
			if (ms !== null) row.latestMs = Math.max(ms, row.latestMs ?? ms);
		}
		const key = this.#key(row);
		const made = this.#events
			.filter(({ when }) => when(row))
			.map((event, index) => this.#event(event, index, key, row));
		const events = made.filter(({ onceKey }) => !this.#wasSaid(onceKey)).map(({ event }) => event);
		return { outcome: MAPPED, events, notes: row.notes };
	}

	#compile(event: MappedEvent, scope: TimeScope): CompiledEvent {
		const always: Test = () => true;
		return {
			name: event.name ?? event.type,
			type: fullTypeOf(event.type),
			once: event.once ?? false,
			when: event.when === undefined ? always : compileCondition(event.when, scope),
			subject:
				event.subject === undefined ? (row) => this.#key(row) : compileValue(event.subject, scope),
			at: compileTime(event.at, scope),
			data: compileFields(event.data, scope)
		};
	}

	#event(
		{ name, type, once, subject, at, data }: CompiledEvent,
		index: number,
		key: string,
		row: Row
	): { event: CloudEvent; onceKey: string | null } {
		const about = subject(row);
		if (typeof about === 'object' || about === undefined)
			throw new RowError(`${name} has no subject`);
		const ms = at(row);
		if (ms === null) throw new RowError(`${name} has no time`);
		const onceKey = once ? `once:${name}:${about}` : null;
		const id = onceKey ?? `${key}:${name}`;
		const event: CloudEvent = {
			specversion: '1.0',
			id: id.length > ID_MAX ? hash(id) : id,
			source: this.#mapping.source,
			type,
			subject: String(about),
			time: new Date(ms).toISOString(),
			...(this.#mapping.sequence === true ? { sequence: sequenceOf(row.line, index) } : {}),
			data: data(row)
		};
		return { event, onceKey };
	}

	#wasSaid(onceKey: string | null): boolean {
		if (onceKey === null) return false;
		if (this.#said.has(onceKey)) return true;
		if (this.#said.size < MOST_SUBJECTS) this.#said.add(onceKey);
		return false;
	}
}

const sequenceOf = (line: number, index: number): string =>
	`${String(line).padStart(12, '0')}.${String(index).padStart(3, '0')}`;
