/** Rows of the store as rates and contracts. What another version wrote and this one cannot read is left out. */
import type { Selectable } from 'kysely';
import type { TSchema, Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { ClientContract } from '#lib/domain/scorecard/money/contract.ts';
import type { DatedContract } from '#lib/domain/scorecard/money/contract.ts';
import { CostRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import type { DatedRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import type { ClientContractsTable, CostRatesTable } from '../../store/scorecard-schema.ts';

interface Kept {
	/** It was a mistake and counts no more. */
	readonly isWithdrawn: boolean;
	readonly createdBy: string;
}
export type StoredRate = DatedRate & Kept;
export type StoredContract = DatedContract & Kept;

function reader<S extends TSchema>(schema: S): (text: string) => Static<S> | null {
	const check = TypeCompiler.Compile(schema);
	return (text) => {
		try {
			const value: unknown = JSON.parse(text);
			return check.Check(value) ? value : null;
		} catch {
			return null;
		}
	};
}
const readRate = reader(CostRate);
const readContract = reader(ClientContract);

const kept = (row: Selectable<CostRatesTable> | Selectable<ClientContractsTable>) => ({
	...{ id: row.id, team: row.team, validFrom: row.valid_from },
	createdAtMs: row.created_at_ms,
	createdBy: row.created_by,
	isWithdrawn: row.withdrawn_at_ms !== null
});

export function rateOfRow(row: Selectable<CostRatesTable>): StoredRate | null {
	const rate = readRate(row.rate);
	return rate && { ...kept(row), rate };
}

export function contractOfRow(row: Selectable<ClientContractsTable>): StoredContract | null {
	const contract = readContract(row.contract);
	return contract && { ...kept(row), contract };
}
