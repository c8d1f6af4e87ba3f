/** The query of an address with some parameters changed; null takes one away. */
export function withParams(
	search: URLSearchParams,
	changes: Readonly<Record<string, string | null>>
): string {
	const query = new URLSearchParams(search);
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) query.delete(name);
		else query.set(name, value);
	}
	return query.toString();
}
