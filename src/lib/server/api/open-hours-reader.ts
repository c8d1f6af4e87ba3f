/** Which placement hours a question has to read from their facts: asked once a range, for one page or one turn of reading. */
import { hasWholeQuarter } from '#lib/domain/metrics/interval.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { openHours } from '../queries/open-hours.ts';

export interface OpenHoursOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly signal?: AbortSignal;
}

interface Range {
	readonly fromMs: number;
	readonly toMs: number;
}

export interface OpenHours {
	/** As `Shape.hasOpenHours`: absent where a question takes nothing from the sums of contacts. */
	readonly hasOpenHours?: boolean;
	/** Seconds, ascending. */
	readonly openHours: number[];
}

export class OpenHoursReader {
	readonly #options: OpenHoursOptions;
	readonly #asked = new Map<string, Promise<number[]>>();

	constructor(options: OpenHoursOptions) {
		this.#options = options;
	}

	/** For a question of these sources. Rejects with QueryError when the database does not answer. */
	async of(sources: readonly Source[], range: Range): Promise<OpenHours> {
		if (!sources.includes('contacts') || !hasWholeQuarter(range.fromMs, range.toMs))
			return { openHours: [] };
		const hours = await this.#read(range);
		return { hasOpenHours: hours.length > 0, openHours: hours };
	}

	#read({ fromMs, toMs }: Range): Promise<number[]> {
		const key = `${fromMs} ${toMs}`;
		const found = this.#asked.get(key) ?? this.#ask({ fromMs, toMs });
		this.#asked.set(key, found);
		return found;
	}

	async #ask(range: Range): Promise<number[]> {
		const { clickhouse, tenant, signal } = this.#options;
		const options = signal ? { signal } : {};
		const rows = await clickhouse.query('report', openHours, { tenant, ...range }, options);
		return rows.map(({ hourS }) => hourS);
	}
}
