import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '../access/scope.ts';
import { METRICS } from '../metrics/catalogue.ts';
import type { Metric } from '../metrics/metric.ts';
import { leadFilters } from './metric-lead.ts';
import type { LeadFilters } from './metric-lead.ts';

const NONE: LeadFilters = { queue: [], channel: [], team: [], agent: [] };
const director = { ...EVERYTHING, namesAgents: false };
const banco = { queues: ['banco-chat', 'banco-voz'], teams: ['Banco tarde'] };
const known = (dimension: 'queue' | 'team', isKnown: boolean) => {
	const found = METRICS.find(
		({ dimensions }: Metric) => dimensions.includes(dimension) === isKnown
	);
	if (!found) throw new Error('no such metric');
	return found;
};
const byQueue = known('queue', true);
const byAgentTime = known('queue', false);

describe('where a measure leads', () => {
	test('is asked as it is where whoever reads reaches the unit and no more', () => {
		const filters = { ...NONE, channel: ['voice'] };
		const asked = { metric: byQueue, filters, unit: banco };
		expect(leadFilters({ ...asked, reader: { ...director, ...banco } })).toEqual(filters);
	});

	test('is narrowed to the queues of the unit for whoever reaches more', () => {
		const asked = { metric: byQueue, unit: banco, reader: director };
		expect(leadFilters({ ...asked, filters: NONE })?.queue).toEqual(banco.queues);
		expect(
			leadFilters({ ...asked, filters: { ...NONE, queue: ['banco-voz', 'x'] } })?.queue
		).toEqual(['banco-voz']);
	});

	test('is nowhere where nothing of the unit would be left, rather than at all there is', () => {
		const asked = { metric: byQueue, reader: director };
		expect(leadFilters({ ...asked, unit: banco, filters: { ...NONE, queue: ['x'] } })).toBeNull();
		expect(leadFilters({ ...asked, unit: { queues: [], teams: ['a'] }, filters: NONE })).toBeNull();
	});

	test('names teams and agents only to whoever may know them', () => {
		const asked = { metric: byAgentTime, filters: NONE, unit: banco };
		expect(leadFilters({ ...asked, reader: EVERYTHING })?.team).toEqual(['Banco tarde']);
		expect(leadFilters({ ...asked, reader: director })).toBeNull();
		const agent = { ...NONE, agent: ['ana'] };
		const unit = { queues: 'all', teams: 'all' } as const;
		expect(leadFilters({ metric: byQueue, filters: agent, unit, reader: director })).toBeNull();
	});
});
