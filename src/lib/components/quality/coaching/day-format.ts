/** `20 nov 2026`, in a zone. */
export function dayFormat(locale: string, timeZone: string): (ms: number) => string {
	const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
	return (ms) => format.format(ms);
}
