/** An iCalendar file cut into its events, each with the line it begins at, so that one broken event is one fault. */

export interface EventBlock {
	/** From 1. */
	readonly line: number;
	/** From `BEGIN:VEVENT` to `END:VEVENT`. */
	readonly text: string;
}

export interface CalendarCut {
	readonly events: readonly EventBlock[];
	/** Zones by the id the file gives them, where it says which one of the time zone database it is (X-LIC-LOCATION). */
	readonly zones: ReadonlyMap<string, string>;
	/** Whom the calendar as a whole is for (X-AGENT). */
	readonly agent: string;
}

/** Far longer than any event of a person; a file of one endless event must not cost more than reading it. */
const MOST_EVENT_LINES = 2000;

const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1).trim();
const nameOf = (line: string): string => (/^[^:;]*/.exec(line)?.[0] ?? '').toUpperCase();

class Cutter {
	readonly events: EventBlock[] = [];
	readonly zones = new Map<string, string>();
	agent = '';
	#event: { line: number; lines: string[] } | null = null;
	#zone: { id: string; location: string } | null = null;

	take(line: string, number: number): void {
		const marker = line.toUpperCase();
		if (marker.startsWith('BEGIN:VEVENT')) this.#event = { line: number, lines: [] };
		if (this.#event) this.#within(this.#event, line, marker);
		else this.#outside(line, marker);
	}

	/** An event that was never ended. */
	end(): void {
		if (this.#event) this.events.push({ line: this.#event.line, text: '' });
	}

	#within(event: { line: number; lines: string[] }, line: string, marker: string): void {
		if (event.lines.length < MOST_EVENT_LINES) event.lines.push(line);
		if (!marker.startsWith('END:VEVENT')) return;
		const isWhole = event.lines.length < MOST_EVENT_LINES;
		this.events.push({ line: event.line, text: isWhole ? event.lines.join('\r\n') : '' });
		this.#event = null;
	}

	#outside(line: string, marker: string): void {
		if (marker.startsWith('BEGIN:VTIMEZONE')) this.#zone = { id: '', location: '' };
		const name = nameOf(line);
		if (name === 'X-AGENT') this.agent = valueOf(line);
		if (!this.#zone) return;
		if (name === 'TZID') this.#zone.id = valueOf(line);
		if (name === 'X-LIC-LOCATION') this.#zone.location = valueOf(line);
		if (!marker.startsWith('END:VTIMEZONE')) return;
		if (this.#zone.location !== '') this.zones.set(this.#zone.id, this.#zone.location);
		this.#zone = null;
	}
}

/** Null for what is no calendar at all. */
export function cutCalendar(text: string): CalendarCut | null {
	if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)) return null;
	const cutter = new Cutter();
	text.split(/\r\n|\n|\r/).forEach((line, index) => {
		cutter.take(line, index + 1);
	});
	cutter.end();
	return { events: cutter.events, zones: cutter.zones, agent: cutter.agent };
}
