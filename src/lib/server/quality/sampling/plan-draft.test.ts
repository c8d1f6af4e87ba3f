import { describe, expect, test } from 'vitest';
import { sentOf } from '#lib/domain/quality/sampling/plan-form.ts';
import { checkPlan, readSentPlan } from './plan-draft.ts';

const CHOICES = {
	teams: ['company', 'north'],
	queues: ['sales'],
	channels: ['chat', 'voice'],
	words: ['t1'],
	agents: [{ id: 'a1', name: 'Ana' }],
	forms: [
		{ id: 'f1', name: 'Voz' },
		{ id: 'f2', name: 'Chat' }
	],
	people: [{ id: 'p1', name: 'Pía' }]
};
const FILLED = {
	name: ' Dos por agente ',
	team: 'north',
	lane: 'random',
	period: 'week',
	stratum: 'agent',
	quota: '2',
	isSpread: 'on',
	form: 'f1',
	'form-chat': 'f2',
	evaluator: 'p1',
	dueDays: '5',
	secondPercent: '7,5'
};

function read(also: Record<string, string> = {}) {
	const form = new FormData();
	for (const [name, value] of Object.entries({ ...FILLED, ...also })) form.append(name, value);
	const sent = readSentPlan(form, CHOICES);
	return { sent, checked: checkPlan(sent, CHOICES) };
}
const faultsOf = (also: Record<string, string>): string[] => {
	const { checked } = read(also);
	return checked.ok ? [] : checked.faults.map(({ field, code }) => `${field} ${code}`);
};

describe('the form of a plan', () => {
	test('is read as a plan, and fills itself with it again', () => {
		const { sent, checked } = read({ leastSeconds: '30', queue: 'sales' });
		expect(checked).toMatchObject({
			ok: true,
			draft: {
				team: 'north',
				plan: {
					name: 'Dos por agente',
					forms: [
						{ channel: 'chat', form: 'f2' },
						{ channel: '', form: 'f1' }
					],
					filter: { queues: ['sales'], leastHandleMs: 30_000, mostHandleMs: null, survey: null },
					strata: ['agent'],
					quota: 2,
					secondShare: 0.075
				}
			}
		});
		if (checked.ok)
			expect(sentOf(checked.draft.plan, 'north')).toEqual({ ...sent, secondPercent: '7.5' });
	});

	test.each([
		['sentimentAtMost', { sentimentAtMost: '-0,5' }],
		['sentimentAtLeast', { sentimentAtLeast: '0.2' }],
		['surveyKind', { surveyKind: 'csat', surveyAtMost: '2' }],
		['isOutlier', { isOutlier: 'on' }]
	])('refuses %s in the random lane, and takes it in the targeted one', (field, also) => {
		expect(faultsOf(also)).toEqual([`${field} targeted`]);
		const { checked } = read({ ...also, lane: 'targeted' });
		expect(checked).toMatchObject({ ok: true, draft: { plan: { secondShare: 0 } } });
	});

	test.each([
		[{ name: ' ' }, 'name missing'],
		[{ team: 'south' }, 'team team'],
		[{ quota: '0' }, 'quota number'],
		[{ quota: '201' }, 'quota number'],
		[{ dueDays: 'mañana' }, 'dueDays number'],
		[{ leastSeconds: '86401' }, 'leastSeconds duration'],
		[{ leastSeconds: '60', mostSeconds: '30' }, 'mostSeconds order'],
		[{ lane: 'targeted', sentimentAtMost: '2' }, 'sentimentAtMost score'],
		[{ lane: 'targeted', surveyKind: 'nps' }, 'surveyAtMost missing'],
		[{ evaluator: 'somebody-else' }, 'evaluators evaluators'],
		[{ form: 'f9', 'form-chat': '' }, 'form form'],
		[{ secondPercent: '101' }, 'secondPercent percent']
	] as [Record<string, string>, string][])('refuses %j: %s', (also, fault) => {
		expect(faultsOf(also)).toEqual([fault]);
	});
});
