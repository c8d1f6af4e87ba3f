/** The rows of a metric request as a stream: slice after slice, however many there are. */
import { answerMetrics } from './metric-answer.ts';
import type { AnswerOptions, MetricRow } from './metric-answer.ts';
import type { MetricRequest } from './metric-request.ts';
import { slicesOf } from './metric-slices.ts';
import type { Slice } from './metric-slices.ts';
import type { Problem } from './problem.ts';

/** A later slice was refused: the file ends there, broken off, and never looks complete. */
export class ExportError extends Error {
	override readonly name = 'ExportError';
}

async function* rowsOf(
	request: MetricRequest,
	first: readonly MetricRow[],
	rest: readonly Slice[],
	options: AnswerOptions
): AsyncGenerator<MetricRow> {
	yield* first;
	for (const slice of rest) {
		const result = await answerMetrics({ ...request, ...slice }, options);
		if ('problem' in result) throw new ExportError(result.problem.detail);
		yield* result.answer.rows;
	}
}

/**
 * The first slice is asked before anything is answered, so that what is refused is said as a problem. All slices see the
 * same present. Rejects with QueryError.
 */
export async function exportMetrics(
	request: MetricRequest,
	options: AnswerOptions
): Promise<{ rows: AsyncGenerator<MetricRow> } | { problem: Problem }> {
	const nowMs = options.now();
	const answering = { ...options, now: () => nowMs };
	const [head = request, ...rest] = slicesOf(request);
	const result = await answerMetrics({ ...request, ...head }, answering);
	if ('problem' in result) return result;
	return { rows: rowsOf(request, result.answer.rows, rest, answering) };
}
