/** Where a coaching task begins that knows what it came from. Empty and null: from nothing in particular. */
export function coachHref(from: {
	readonly agent: string;
	readonly form: string;
	readonly question: string;
	readonly evaluation: string | null;
}): string {
	const fields = new URLSearchParams();
	for (const name of ['agent', 'question', 'form', 'evaluation'] as const) {
		const value = from[name];
		if (value !== null && value !== '') fields.set(name, value);
	}
	return `/coaching/new?${fields.toString()}`;
}
