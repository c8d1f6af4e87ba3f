/** Time of day in a zone. */
export interface ClockFormat {
	/** `14:05:09` */
	readonly time: (ms: number) => string;
	/** `14:05` */
	readonly shortTime: (ms: number) => string;
	/** `jueves, 20 de noviembre` */
	readonly day: (ms: number) => string;
	/** Minutes past the full hour: zones of half an hour have their own full hours. */
	readonly minute: (ms: number) => number;
}

/** The browser's or server's own zone when the name is empty or unknown there. */
function known(zone: string): string {
	try {
		return new Intl.DateTimeFormat('en', zone === '' ? {} : { timeZone: zone }).resolvedOptions()
			.timeZone;
	} catch {
		return 'UTC';
	}
}

export function clockFormat(locale: string, zone: string): ClockFormat {
	const timeZone = known(zone);
	// h23, not hour12: false: some engines say 24:05 for the latter.
	const hours = { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const;
	const long = new Intl.DateTimeFormat(locale, { ...hours, second: '2-digit' });
	const short = new Intl.DateTimeFormat(locale, hours);
	const date = new Intl.DateTimeFormat(locale, {
		timeZone,
		weekday: 'long',
		day: 'numeric',
		month: 'long'
	});
	return {
		time: (ms) => long.format(ms),
		shortTime: (ms) => short.format(ms),
		day: (ms) => date.format(ms),
		minute: (ms) => Number(short.format(ms).slice(-2))
	};
}

/** Zones the browser knows, for a list to choose from; empty in old browsers, which then take any text. */
export function knownZones(): readonly string[] {
	const list = (Intl as { supportedValuesOf?: (key: 'timeZone') => string[] }).supportedValuesOf;
	return list ? list('timeZone') : [];
}
