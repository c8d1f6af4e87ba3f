/** Names of whoever entered or decided something, by id: people, and programs by their tokens. */
import type { Runtime } from '../../runtime.ts';

export type NamesById = Readonly<Record<string, string>>;

/** Only of these ids; one that is not known has no name. */
export async function namesOf(
	{ people, apiTokens }: Pick<Runtime, 'people' | 'apiTokens'>,
	ids: Iterable<string | null>
): Promise<NamesById> {
	const wanted = new Set([...ids].filter((id) => id !== null));
	if (wanted.size === 0) return {};
	const [persons, tokens] = await Promise.all([people.list(), apiTokens.list()]);
	return Object.fromEntries(
		[...persons, ...tokens].filter(({ id }) => wanted.has(id)).map(({ id, name }) => [id, name])
	);
}
