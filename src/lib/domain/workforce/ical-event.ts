/** One event of a calendar as its file says it, without what it repeats to. */
import ICAL from 'ical.js';
import { dateText, zoneOf } from './import-clock.ts';
import type { DaySeconds } from './import-clock.ts';
import type { ImportFaultCode } from './import-activity.ts';

/** A date, or a time on it as clocks of a zone show it. */
export interface WallTime {
	readonly date: string;
	/** Null: the day as a whole. */
	readonly seconds: DaySeconds | null;
	readonly zone: string;
}

export interface CalendarEvent {
	readonly line: number;
	readonly uid: string;
	readonly sequence: number;
	readonly isCancelled: boolean;
	/** Where an activity may be named, the surest first. */
	readonly titles: readonly string[];
	/** Each is somebody it is for, with the names they go by. */
	readonly agents: readonly (readonly string[])[];
	readonly start: WallTime;
	readonly end: WallTime | null;
	readonly durationMs: number | null;
	readonly rule: ICAL.Recur | null;
	readonly excluded: readonly WallTime[];
	readonly added: readonly WallTime[];
	/** Of which repetition this is the exception. */
	readonly replaces: WallTime | null;
}

export interface Surroundings {
	/** Of times without one. */
	readonly zone: string;
	readonly zones: ReadonlyMap<string, string>;
	/** Whom the calendar as a whole is for; empty: it does not say. */
	readonly agent: string;
}

/** An event that cannot be taken, and why. */
export class EventRefused extends Error {
	override readonly name = 'EventRefused';
	readonly code: ImportFaultCode;
	readonly shown: string;
	constructor(code: ImportFaultCode, shown = '') {
		super(code);
		this.code = code;
		this.shown = shown;
	}
}

const WALL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(Z?))?$/;

/** Empty when the property has none; its type does not say that it may be missing. */
function parameter(property: ICAL.Property, name: string): string {
	const found: unknown = property.getFirstParameter(name);
	return typeof found === 'string' ? found : '';
}

function zoneIn(property: ICAL.Property, isUtc: boolean, around: Surroundings): string {
	if (isUtc) return 'UTC';
	const id = parameter(property, 'tzid');
	if (id === '') return around.zone;
	const zone = zoneOf(around.zones.get(id) ?? id) ?? zoneOf(id);
	if (zone === null) throw new EventRefused('zone', id);
	return zone;
}

/** The second of a leap second is the one before. */
const daySeconds = (hour: number, minute: number, second: number): DaySeconds | undefined =>
	hour > 23 || minute > 59 || second > 60
		? undefined
		: hour * 3600 + minute * 60 + Math.min(second, 59);

export function readWallTime(text: string, zone: (isUtc: boolean) => string): WallTime {
	const [found, year, month, day, hour, minute, second, utc] = WALL.exec(text) ?? [];
	const date = dateText(Number(year), Number(month), Number(day));
	if (found === undefined || date === null) throw new EventRefused('date', text);
	const seconds =
		hour === undefined ? null : daySeconds(Number(hour), Number(minute), Number(second));
	if (seconds === undefined) throw new EventRefused('time', text);
	return { date, seconds, zone: zone(utc === 'Z') };
}

/** The values of a property as text, the way jCal writes them (RFC 7265 §3.6). */
const rawValues = (property: ICAL.Property): string[] =>
	(property.jCal as unknown[])
		.slice(3)
		.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));

const wallTimes = (property: ICAL.Property, around: Surroundings): WallTime[] =>
	rawValues(property).map((text) => {
		// A span as an addition has an end of its own, which no other part of the event can have.
		if (text.startsWith('[')) throw new EventRefused('repeats', text);
		return readWallTime(text, (isUtc) => zoneIn(property, isUtc, around));
	});

function firstWallTime(event: ICAL.Component, name: string, around: Surroundings): WallTime | null {
	const property = event.getFirstProperty(name);
	return property === null ? null : (wallTimes(property, around)[0] ?? null);
}

const textIn = (event: ICAL.Component, name: string): string => {
	const property = event.getFirstProperty(name);
	return property === null ? '' : (rawValues(property)[0] ?? '').trim();
};

const mailOf = (address: string): string => address.replace(/^mailto:/i, '').trim();

function namesOf(property: ICAL.Property): string[] {
	const named = parameter(property, 'cn').replace(/^"|"$/g, '').trim();
	return [mailOf(rawValues(property)[0] ?? ''), named].filter((one) => one !== '');
}

/** Rooms, and those who will not come, are no agents. */
function isComing(property: ICAL.Property): boolean {
	const said = (name: string): string => parameter(property, name).toUpperCase();
	return (
		said('partstat') !== 'DECLINED' &&
		said('role') !== 'NON-PARTICIPANT' &&
		!['ROOM', 'RESOURCE'].includes(said('cutype'))
	);
}

function agentsOf(event: ICAL.Component, calendarAgent: string): string[][] {
	const told = textIn(event, 'x-agent');
	if (told !== '') return [[told]];
	const coming = event.getAllProperties('attendee').filter(isComing).map(namesOf);
	if (coming.length > 0) return coming;
	const organizer = event.getFirstProperty('organizer');
	if (organizer !== null) return [namesOf(organizer)];
	return calendarAgent === '' ? [] : [[calendarAgent]];
}

function durationOf(event: ICAL.Component): number | null {
	const text = textIn(event, 'duration');
	if (text === '') return null;
	if (!ICAL.Duration.isValueString(text)) throw new EventRefused('time', text);
	return ICAL.Duration.fromString(text).toSeconds() * 1000;
}

function ruleOf(event: ICAL.Component): ICAL.Recur | null {
	const rules = event.getAllProperties('rrule');
	const [first] = rules;
	if (!first) return null;
	if (rules.length > 1 || event.getFirstProperty('exrule')) throw new EventRefused('repeats');
	return first.getFirstValue() as unknown as ICAL.Recur;
}

function sequenceOf(event: ICAL.Component): number {
	const sequence = Number(textIn(event, 'sequence'));
	return Number.isInteger(sequence) && sequence > 0 ? Math.min(sequence, 1_000_000) : 0;
}

function read(event: ICAL.Component, line: number, around: Surroundings): CalendarEvent {
	const start = firstWallTime(event, 'dtstart', around);
	if (start === null) throw new EventRefused('date');
	const recurrence = event.getFirstProperty('recurrence-id');
	if (recurrence !== null && parameter(recurrence, 'range') !== '')
		throw new EventRefused('following');
	const categories = event.getAllProperties('categories').flatMap(rawValues);
	const every = (name: string): WallTime[] =>
		event.getAllProperties(name).flatMap((property) => wallTimes(property, around));
	return {
		line,
		uid: textIn(event, 'uid') || `line ${line}`,
		sequence: sequenceOf(event),
		isCancelled: textIn(event, 'status').toUpperCase() === 'CANCELLED',
		titles: [...categories, textIn(event, 'summary')].filter((title) => title !== ''),
		agents: agentsOf(event, around.agent),
		start,
		end: firstWallTime(event, 'dtend', around),
		durationMs: durationOf(event),
		rule: ruleOf(event),
		excluded: every('exdate'),
		added: every('rdate'),
		replaces: firstWallTime(event, 'recurrence-id', around)
	};
}

/** Throws EventRefused. */
export function readEvent(text: string, line: number, around: Surroundings): CalendarEvent {
	let component: ICAL.Component;
	try {
		component = new ICAL.Component(ICAL.parse(text) as unknown[]);
		return read(component, line, around);
	} catch (error) {
		if (error instanceof EventRefused) throw error;
		// The parser throws errors of many kinds for what is no event.
		throw new EventRefused('event', error instanceof Error ? error.message : '');
	}
}
