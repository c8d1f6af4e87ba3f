/** Signing in to the demo centre with one click: only while it runs, and only on this machine. */
import { isRole } from '#lib/domain/access/role.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Config } from '../config.ts';
import type { PeopleStore, Person } from '../store/people.ts';
import { DEMO_PEOPLE } from './demo-centre.ts';
import { isLocalRequest, isLoopbackHost } from './local-request.ts';
import type { RequestOrigin } from './local-request.ts';
import { seedDemo } from './seed-demo.ts';
import type { SeedSources } from './seed-demo.ts';

export interface DemoDoorSources extends SeedSources {
	readonly config: Pick<Config, 'host' | 'origin'>;
	readonly people: PeopleStore;
	readonly isDemoRunning: () => boolean;
}

/** Never in an installation that others can reach. */
export const isDemoDoorPossible = ({ host, origin }: Pick<Config, 'host' | 'origin'>): boolean =>
	isLoopbackHost(host) && (origin === null || isLoopbackHost(new URL(origin).hostname));

export class DemoDoor {
	readonly #sources: DemoDoorSources;

	constructor(sources: DemoDoorSources) {
		this.#sources = sources;
	}

	isOpenTo(request: RequestOrigin): boolean {
		return (
			isDemoDoorPossible(this.#sources.config) &&
			isLocalRequest(request) &&
			this.#sources.isDemoRunning()
		);
	}

	/** One for each role, in the order they are offered; none in an installation that has a tree of its own. */
	async people(): Promise<Person[]> {
		const { people } = this.#sources;
		if (!(await seedDemo(this.#sources))) return [];
		const all = await people.list();
		const byId = new Map(all.map((person) => [person.id, person]));
		return DEMO_PEOPLE.flatMap(({ id }) => byId.get(id) ?? []).filter(
			({ isDemo, isActive }) => isDemo && isActive
		);
	}

	async find(role: string): Promise<(Person & { readonly role: Role }) | null> {
		if (!isRole(role)) return null;
		return (await this.people()).find((person) => person.role === role) ?? null;
	}
}
