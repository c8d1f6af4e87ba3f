/** Time of day in a zone: `9:05:12`. */
export function timeFormat(locale: string, timeZone: string): (ms: number) => string {
	const format = new Intl.DateTimeFormat(locale, {
		...{ timeZone, hourCycle: 'h23', hour: 'numeric', minute: '2-digit', second: '2-digit' }
	});
	return (ms) => format.format(ms);
}
