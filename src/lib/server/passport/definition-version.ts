/** The version of a definition: another one means that the same events may give another number. */
import { createHash } from 'node:crypto';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { MEASURE_SOURCES } from '../queries/sources/all.ts';

/** Of the contract of metrics. */
const CONTRACT = 'v1';
const CHARACTERS = 8;

/** `v1-3f2a9c1b`: the contract, and a digest of the formula with the SQL its measures come from. */
export function definitionVersion(metric: Metric): string {
	const { id, formula, beside, unit, direction, bookedAt, formulaText } = metric;
	const source = metricSource(metric);
	const definition = [
		{ id, formula, beside, unit, direction, bookedAt, formulaText },
		source === null ? '' : MEASURE_SOURCES[source].pieces.replaceAll(/\s+/g, ' ')
	];
	const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
	return `${CONTRACT}-${digest.slice(0, CHARACTERS)}`;
}
