/** Months and stretches of them in words: `octubre de 2026`, `enero–octubre de 2026`. */

export interface MonthFormat {
	readonly month: (month: string) => string;
	/** Ascending and without gaps; of one month, that month. Empty: nothing. */
	readonly stretch: (months: readonly string[]) => string;
}

const instantOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

export function monthFormat(locale: string): MonthFormat {
	const format = new Intl.DateTimeFormat(locale, {
		timeZone: 'UTC',
		month: 'long',
		year: 'numeric'
	});
	const month = (of: string): string => format.format(instantOf(of));
	return {
		month,
		stretch(months) {
			const [first, last] = [months[0], months.at(-1)];
			if (first === undefined || last === undefined) return '';
			return first === last ? month(first) : format.formatRange(instantOf(first), instantOf(last));
		}
	};
}
