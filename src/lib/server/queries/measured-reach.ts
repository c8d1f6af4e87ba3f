/** From when to when a source has something, within a range. */
import { Type } from '@sinclair/typebox';
import { SOURCES } from '#lib/domain/metrics/measures.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromSource, relationOf } from './metric-sums.ts';

const Names = Type.Array(Type.String());

const build = (source: Source, ofAgents: boolean) =>
	defineQuery({
		name: 'measured-reach',
		sql: `SELECT count() AS n, toUnixTimestamp64Milli(min(m.at)) AS firstMs, toUnixTimestamp64Milli(max(m.at)) AS lastMs
			${fromSource(relationOf({ source, aligned: true }), { source, ofAgents })}`,
		scope: 'rows',
		params: Type.Object({
			tenant: Type.String(),
			/** On quarters of an hour, both. */
			fromMs: Type.Integer(),
			toMs: Type.Integer(),
			tz: Type.String(),
			nowMs: Type.Integer(),
			repeatWindowMs: Type.Integer(),
			queue: Names,
			channel: Names,
			agent: Names,
			team: Names
		}),
		row: Type.Object({ n: Type.Integer(), firstMs: Type.Integer(), lastMs: Type.Integer() })
	});

const built = new Map(
	SOURCES.flatMap((source) =>
		[true, false].map(
			(ofAgents) => [`${source} ${String(ofAgents)}`, build(source, ofAgents)] as const
		)
	)
);

/** Every one of them, for those who look over questions. */
export const MEASURED_REACHES = [...built.values()];

export function measuredReach(source: Source, filtersAgents: boolean): ReturnType<typeof build> {
	const found = built.get(`${source} ${String(filtersAgents)}`);
	if (!found) throw new Error(`no source ${source}`);
	return found;
}
