/** `20/11/2026, 9:05`, in a zone. */
export function momentFormat(locale: string, zone: string): (ms: number) => string {
	const format = new Intl.DateTimeFormat(locale, {
		timeZone: zone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	});
	return (ms) => format.format(ms);
}
