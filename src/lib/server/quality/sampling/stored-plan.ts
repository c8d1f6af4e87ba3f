/** Rows of the store as plans and draws. What another version wrote and this one cannot read is left out. */
import type { Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { DrawReport, StratumPopulation } from '#lib/domain/quality/sampling/draw-record.ts';
import { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import type { SamplingDrawsTable, SamplingPlansTable } from '../../store/quality-schema.ts';

export interface StoredPlan {
	readonly id: string;
	/** The node whose contacts it draws from. */
	readonly team: string;
	readonly plan: SamplingPlan;
	readonly revision: number;
	readonly isPaused: boolean;
	readonly createdAtMs: number;
	readonly updatedAtMs: number;
}

export interface StoredDraw {
	readonly id: string;
	/** Id of the plan. */
	readonly plan: string;
	readonly period: string;
	/** Its seed is filled in. */
	readonly asDrawn: SamplingPlan;
	readonly report: DrawReport;
	readonly population: number;
	readonly changedAtMs: number;
	readonly revision: number;
	readonly isFinal: boolean;
}

const plans = TypeCompiler.Compile(SamplingPlan);
const reports = TypeCompiler.Compile(DrawReport);
const populations = TypeCompiler.Compile(StratumPopulation);

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function planOfRow(row: Selectable<SamplingPlansTable>): StoredPlan | null {
	const plan = parseJson(row.plan);
	if (!plans.Check(plan)) return null;
	return {
		id: row.id,
		team: row.team,
		plan,
		revision: row.revision,
		isPaused: row.is_paused === 1,
		createdAtMs: row.created_at_ms,
		updatedAtMs: row.updated_at_ms
	};
}

export function drawOfRow(row: Selectable<SamplingDrawsTable>): StoredDraw | null {
	const [asDrawn, report] = [parseJson(row.plan_as_drawn), parseJson(row.report)];
	if (!plans.Check(asDrawn) || !reports.Check(report)) return null;
	return {
		id: row.id,
		plan: row.plan,
		period: row.period,
		asDrawn,
		report,
		population: row.population,
		changedAtMs: row.drawn_at_ms,
		revision: row.revision,
		isFinal: row.is_final === 1
	};
}

/** Throws: what was drawn from must be readable, or nothing can be drawn again. */
export function populationOfText(text: string): StratumPopulation {
	const population = parseJson(text);
	if (!populations.Check(population)) throw new Error('a kept population cannot be read');
	return population;
}
