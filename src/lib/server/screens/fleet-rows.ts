/** The fleet page: every paired screen with what is known of it, trouble first. */
import type { ScreenReport } from '#lib/domain/screens/paint-report.ts';
import { byTrouble, screenState } from '#lib/domain/screens/screen-state.ts';
import type { ScreenState } from '#lib/domain/screens/screen-state.ts';
import type { Runtime } from '../runtime.ts';
import { OLD_TOKEN_USED } from '../store/screens.ts';
import type { Screen } from '../store/screens.ts';

export interface FleetRow extends Omit<Screen, 'report' | 'pairedBy'> {
	readonly state: ScreenState;
	readonly report: ScreenReport | null;
	/** Name of the person; null when it is no longer known. */
	readonly pairedByName: string | null;
}

const DAY_MS = 86_400_000;
/** A copied token is pointed at for so long; the audit log has it for good. */
const COPIED_FOR_MS = 7 * DAY_MS;
const MOST_SIGNS = 500;

/** Screens with a sign of a copied token since they were paired. */
async function copied(
	{ audit }: Pick<Runtime, 'audit'>,
	screens: readonly Screen[],
	nowMs: number
): Promise<Set<string>> {
	const signs = await audit.list({ action: OLD_TOKEN_USED, limit: MOST_SIGNS });
	const recent = new Set(
		signs.filter(({ at_ms }) => nowMs - at_ms < COPIED_FOR_MS).map(({ object }) => object)
	);
	return new Set(screens.filter(({ id }) => recent.has(`screen:${id}`)).map(({ id }) => id));
}

/** `build`: of the pages this server gives out. */
export async function fleetRows(
	{ screens, people, audit, fleet }: Pick<Runtime, 'screens' | 'people' | 'audit' | 'fleet'>,
	build: string,
	nowMs: number
): Promise<FleetRow[]> {
	const [all, persons] = await Promise.all([screens.list(), people.list()]);
	const names = new Map(persons.map(({ id, name }) => [id, name]));
	const signs = await copied({ audit }, all, nowMs);
	const rows = all.map(({ pairedBy, ...screen }) => {
		const { report, isHeardHere } = fleet.newest({ ...screen, pairedBy });
		const facts = {
			report,
			isHeardHere,
			tokenExpiresAtMs: screen.tokenExpiresAtMs,
			wasCopied: signs.has(screen.id)
		};
		return {
			...screen,
			report,
			state: screenState(facts, build, nowMs),
			pairedByName: names.get(pairedBy) ?? null
		};
	});
	const byName = new Intl.Collator('es', { numeric: true });
	return byTrouble(rows, (a, b) => byName.compare(a, b));
}
