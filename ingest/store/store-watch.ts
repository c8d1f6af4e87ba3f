/**
 * What ingest goes by of the operational store: tokens, what is masked, who was erased. Kept in memory, so that no event
 * waits for the store, and read anew every few seconds; while it does not answer, what was known last holds.
 */
import { scopeOfTeams } from '#lib/domain/access/scope.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import type { MaskingSettings } from '#lib/domain/settings/settings.ts';
import type { ApiToken } from '#lib/server/store/api-tokens.ts';
import { isUsable } from '#lib/server/store/api-tokens.ts';
import type { Territory } from '../intake/territory.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';
import { ErasedFilter } from './erased-filter.ts';
import type { ErasedFilterOptions, ErasedStore } from './erased-filter.ts';

/** The parts of the store, once it is open. */
export interface StoreParts {
	readonly tokens: { usable(): Promise<Map<string, ApiToken>>; touch(id: string): void };
	/** The tree of teams. */
	readonly nodes: () => Promise<TeamNode[]>;
	readonly erased: ErasedStore;
	readonly masking: () => Promise<MaskingSettings>;
}

export interface StoreWatchOptions extends ErasedFilterOptions {
	/** Rejects while the store cannot be opened. */
	readonly parts: () => Promise<StoreParts>;
	readonly everyMs: number;
	/** Least time between two readings, whoever asks for them. */
	readonly gapMs: number;
	/** How long somebody waits for a reading; a server that is gone may take much longer to say so. */
	readonly patienceMs: number;
	/** Told once when readings begin to fail. */
	readonly onError: (cause: unknown) => void;
}

const RETRY_AFTER_S = 5;

const unreachable = (cause?: unknown): UnavailableError =>
	new UnavailableError('store_unreachable', RETRY_AFTER_S, { cause });

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, ms);
	});

export class StoreWatch {
	readonly #options: StoreWatchOptions;
	readonly #erased: ErasedFilter;
	#tokens: ReadonlyMap<string, ApiToken> = new Map();
	#nodes: readonly TeamNode[] = [];
	/** By team, of the nodes above. */
	readonly #territories = new Map<string, Territory>();
	#masking: MaskingSettings = ALL_KINDS;
	#parts: StoreParts | null = null;
	/** Null before the first reading. */
	#readAtMs: number | null = null;
	#startedAtMs = -Infinity;
	#fails = false;
	#reading: Promise<void> | null = null;
	#next: Promise<void> | null = null;
	readonly #timer: NodeJS.Timeout;

	constructor(options: StoreWatchOptions) {
		this.#options = options;
		this.#erased = new ErasedFilter(options);
		this.#timer = setInterval(() => {
			// Told to `onError`; the next round tries again.
			this.refresh().catch(() => undefined);
		}, options.everyMs);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	readonly masking = (): MaskingSettings => this.#masking;

	readonly isErased = (event: DomainEvent): boolean => this.#erased.isErased(event);

	readonly generation = (): number => this.#erased.generation;

	get isAnswering(): boolean {
		return this.#readAtMs !== null && !this.#fails;
	}

	/** Before the first reading nobody knows who was erased, and what is stored then could not be told apart later. */
	check(): void {
		if (this.#readAtMs === null) throw unreachable();
	}

	async save(): Promise<void> {
		try {
			const { erased } = await this.#options.parts();
			await this.#erased.save(erased);
		} catch (cause) {
			throw unreachable(cause);
		}
	}

	/** By the digest of the token, as last read; null when it is unknown, expired or revoked. */
	token(hash: string): ApiToken | null {
		const token = this.#tokens.get(hash);
		return token && isUsable(token, this.#options.clock()) ? token : null;
	}

	/** The same for a token that may have been made a moment ago. Throws UnavailableError when nobody can say. */
	async newToken(hash: string): Promise<ApiToken | null> {
		await this.#fresh();
		return this.token(hash);
	}

	/** What a token of the team may name; null: everything. A team that is not in the tree may name nothing. */
	territory(team: string): Territory | null {
		if (team === COMPANY) return null;
		const known = this.#territories.get(team);
		if (known) return known;
		const { queues, teams } = scopeOfTeams(this.#nodes, [team]);
		const territory = { queues: new Set(queues), teams: new Set(teams) };
		this.#territories.set(team, territory);
		return territory;
	}

	touch(id: string): void {
		this.#parts?.tokens.touch(id);
	}

	/** Who was erased until now; answers how many hashes are known. Throws UnavailableError. */
	async reload(): Promise<number> {
		await this.#fresh();
		return this.#erased.size;
	}

	/** After the first reading, or when it takes too long or fails; it is repeated anyway. */
	async start(): Promise<void> {
		await this.#within(this.refresh()).catch(() => undefined);
	}

	/** A reading that begins after this call, shared by all who ask meanwhile. */
	async #fresh(): Promise<void> {
		this.#next ??= this.#afterThisOne();
		await this.#within(this.#next);
	}

	async #within(reading: Promise<void>): Promise<void> {
		const late = pause(this.#options.patienceMs).then(() => {
			throw unreachable();
		});
		await Promise.race([reading, late]).catch((cause: unknown) => {
			throw cause instanceof UnavailableError ? cause : unreachable(cause);
		});
	}

	async #afterThisOne(): Promise<void> {
		await this.#reading?.catch(() => undefined);
		const { gapMs, clock } = this.#options;
		await pause(Math.max(0, this.#startedAtMs + gapMs - clock()));
		this.#next = null;
		await this.refresh();
	}

	/** Joins a reading that is under way. */
	refresh(): Promise<void> {
		this.#reading ??= this.#read().finally(() => {
			this.#reading = null;
		});
		return this.#reading;
	}

	async #read(): Promise<void> {
		const { parts, clock, onError } = this.#options;
		this.#startedAtMs = clock();
		try {
			const { tokens, nodes, erased, masking } = (this.#parts = await parts());
			// A token and the tree it was made for are known together.
			const usable = await tokens.usable();
			this.#nodes = await nodes();
			this.#territories.clear();
			this.#tokens = usable;
			this.#masking = await masking();
			await this.#erased.refresh(erased);
			this.#readAtMs = clock();
			this.#fails = false;
		} catch (cause) {
			if (!this.#fails) onError(cause);
			this.#fails = true;
			throw cause;
		}
	}
}
