/** Names of people by id: only of those who are named. */
import type { PeopleStore } from '../../store/people.ts';

export async function personNames(
	people: Pick<PeopleStore, 'list'>,
	ids: Iterable<string>
): Promise<Record<string, string>> {
	const asked = new Set(ids);
	const known = (await people.list()).filter(({ id }) => asked.has(id));
	return Object.fromEntries(known.map(({ id, name }) => [id, name]));
}
