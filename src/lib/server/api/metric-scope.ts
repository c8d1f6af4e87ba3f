/** What of a metric request only those may ask who may tell agents apart. Which rows they then see, the question decides. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { MetricRequest } from './metric-request.ts';
import type { Problem } from './problem.ts';

const TELLS_PEOPLE = ['agent', 'team', 'evaluator'] as const;

/** The parameter that tells single people or teams apart; null when the answer is about all of them together. */
function agentFieldOf({
	by,
	filters
}: Pick<MetricRequest, 'by' | 'filters'>): 'by' | 'agent' | 'team' | null {
	if (TELLS_PEOPLE.some((name) => by.includes(name))) return 'by';
	if (filters.agent.length > 0) return 'agent';
	return filters.team.length > 0 ? 'team' : null;
}

export function forbiddenDimension(
	request: Pick<MetricRequest, 'by' | 'filters'>,
	{ namesAgents }: RowScope
): Problem | null {
	const field = namesAgents ? null : agentFieldOf(request);
	if (field === null) return null;
	return {
		status: 403,
		code: 'forbidden_dimension',
		title: 'Not by single agent',
		detail: `${field} asks for figures of single people or of their teams, and this account or token sees only totals`,
		field
	};
}
