/** Rates and contracts: added from a day on and withdrawn if they were a mistake; never changed. Both are in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ClientContract } from '#lib/domain/scorecard/money/contract.ts';
import type { CostRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import type { Day } from '#lib/domain/scorecard/money/day.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { contractOfRow, rateOfRow } from './stored-money.ts';
import type { StoredContract, StoredRate } from './stored-money.ts';

export interface NewRate {
	readonly team: string;
	readonly rate: CostRate;
	readonly validFrom: Day;
}
export interface NewContract {
	readonly team: string;
	readonly contract: ClientContract;
	readonly validFrom: Day;
}

export interface MoneyStore {
	/** Newest first; withdrawn ones as well. */
	rates(): Promise<StoredRate[]>;
	contracts(): Promise<StoredContract[]>;
	/** Returns its id. */
	addRate(rate: NewRate, actor: Actor): Promise<string>;
	addContract(contract: NewContract, actor: Actor): Promise<string>;
	/** False: there is none that counts. */
	withdrawRate(id: string, actor: Actor): Promise<boolean>;
	withdrawContract(id: string, actor: Actor): Promise<boolean>;
}

interface Options {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly now: () => number;
}

class SqlMoneyStore implements MoneyStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: Options;

	constructor(database: Kysely<StoreSchema>, options: Options) {
		this.#database = database;
		this.#options = options;
	}

	async rates(): Promise<StoredRate[]> {
		const rows = await this.#database
			.selectFrom('cost_rates')
			.selectAll()
			.orderBy('valid_from', 'desc')
			.orderBy('created_at_ms', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(rateOfRow).filter((rate) => rate !== null);
	}

	async contracts(): Promise<StoredContract[]> {
		const rows = await this.#database
			.selectFrom('client_contracts')
			.selectAll()
			.orderBy('valid_from', 'desc')
			.orderBy('created_at_ms', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(contractOfRow).filter((contract) => contract !== null);
	}

	addRate({ team, rate, validFrom }: NewRate, actor: Actor): Promise<string> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = { ...this.#row(actor), team, valid_from: validFrom };
			await transaction
				.insertInto('cost_rates')
				.values({ ...row, rate: JSON.stringify(rate) })
				.execute();
			await this.#options.audit.append(transaction, actor, {
				action: 'cost-rate.added',
				object: `cost-rate:${row.id}`,
				before: null,
				after: { team, validFrom, ...rate }
			});
			return row.id;
		});
	}

	addContract({ team, contract, validFrom }: NewContract, actor: Actor): Promise<string> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = { ...this.#row(actor), team, valid_from: validFrom };
			await transaction
				.insertInto('client_contracts')
				.values({ ...row, contract: JSON.stringify(contract) })
				.execute();
			await this.#options.audit.append(transaction, actor, {
				action: 'client-contract.added',
				object: `client-contract:${row.id}`,
				before: null,
				after: { team, validFrom, ...contract }
			});
			return row.id;
		});
	}

	withdrawRate(id: string, actor: Actor): Promise<boolean> {
		return this.#withdraw('cost_rates', id, actor);
	}

	withdrawContract(id: string, actor: Actor): Promise<boolean> {
		return this.#withdraw('client_contracts', id, actor);
	}

	#row(actor: Actor) {
		return {
			id: randomUUID(),
			created_at_ms: this.#options.now(),
			created_by: actor.id,
			withdrawn_at_ms: null
		};
	}

	#withdraw(table: 'cost_rates' | 'client_contracts', id: string, actor: Actor): Promise<boolean> {
		const noun = table === 'cost_rates' ? 'cost-rate' : 'client-contract';
		return this.#database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable(table)
				.set({ withdrawn_at_ms: this.#options.now() })
				.where('id', '=', id)
				.where('withdrawn_at_ms', 'is', null)
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) return false;
			await this.#options.audit.append(transaction, actor, {
				action: `${noun}.withdrawn`,
				object: `${noun}:${id}`,
				before: { isWithdrawn: false },
				after: { isWithdrawn: true }
			});
			return true;
		});
	}
}

export const createMoneyStore = (database: Kysely<StoreSchema>, options: Options): MoneyStore =>
	new SqlMoneyStore(database, options);
