import { describe, expect, test } from 'vitest';
import { NEW_RULE, PRESETS, fromPreset, sentOf } from '#lib/domain/alerts/rule-form.ts';
import type { SentRule } from '#lib/domain/alerts/rule-form.ts';
import { checkRule, readSentRule } from './rule-draft.ts';
import type { RuleChoices } from './rule-draft.ts';

const choices: RuleChoices = {
	teams: ['company', 'north'],
	queues: ['ventas', 'averias'],
	channels: ['voice'],
	words: ['turno-a'],
	seesAgents: true
};
const base: SentRule = {
	...NEW_RULE,
	team: 'north',
	language: 'es',
	name: 'Regla',
	threshold: '80'
};

/** As a browser sends it. */
function formOf(sent: SentRule): FormData {
	const form = new FormData();
	const names = { queues: 'queue', channels: 'channel', teams: 'word' } as const;
	for (const [field, value] of Object.entries(sent)) {
		if (typeof value === 'boolean') {
			if (value) form.set(field, 'on');
		} else if (typeof value === 'string') form.set(field, value);
		else for (const one of value as string[]) form.append(names[field as keyof typeof names], one);
	}
	return form;
}
function check(also: Partial<SentRule>, given: RuleChoices = choices) {
	const form = formOf({ ...base, ...also });
	return checkRule(readSentRule(form, given), form, given);
}
const faultsOf = (also: Partial<SentRule>, given?: RuleChoices): string[] => {
	const read = check(also, given);
	return read.ok ? [] : read.faults.map(({ field, code }) => `${field} ${code}`);
};

describe('the form of a rule', () => {
	test.each(PRESETS)(
		'the example %s is a rule as it is, and comes back from it the same',
		(preset) => {
			const sent = fromPreset(preset, { team: 'north', language: 'es', name: 'Ejemplo' });
			const form = formOf(sent);
			const read = checkRule(readSentRule(form, choices), form, choices);
			if (!read.ok) throw new Error(JSON.stringify(read.faults));
			expect(sentOf(read.draft.rule, read.draft.team)).toEqual(sent);
		}
	);

	test('a threshold is read in the unit of the metric, and without one to clear at it is its own', () => {
		const read = check({ threshold: '82,5 %', emails: 'ana@example.com\nluis@example.com' });
		if (!read.ok) throw new Error(JSON.stringify(read.faults));
		expect(read.draft.rule).toMatchObject({
			threshold: 0.825,
			clearThreshold: 0.825,
			emails: ['ana@example.com', 'luis@example.com']
		});
	});

	test('queues and teams that are not theirs to choose are not taken from what was sent', () => {
		const read = check({ queues: ['ventas', 'of-somebody-else'] });
		if (!read.ok) throw new Error(JSON.stringify(read.faults));
		expect(read.draft.rule.queues).toEqual(['ventas']);
		expect(faultsOf({ team: 'south' })).toEqual(['team team']);
	});

	test.each<[string, Partial<SentRule>, string]>([
		['without a name', { name: '' }, 'name missing'],
		['of a metric nobody knows', { metric: 'happiness' }, 'metric metric'],
		['with a limit that is none', { threshold: 'high' }, 'threshold threshold'],
		['that clears beyond its limit', { clearThreshold: '70' }, 'clearThreshold clearSide'],
		['of a live metric over a period', { metric: 'waiting', threshold: '3' }, 'window window'],
		['of a sum of now', { window: 'now' }, 'window window'],
		[
			'by queue of what has none',
			{ metric: 'agents_by_state', window: 'now', threshold: '3' },
			'per grouping'
		],
		['of too long', { forMinutes: '121' }, 'forMinutes minutes'],
		['that clears at once', { clearForMinutes: '0' }, 'clearForMinutes minutes'],
		['with an address that is no webhook', { webhook: 'ftp://example.com' }, 'webhook address'],
		['with a password in its address', { webhook: 'https://a:b@example.com' }, 'webhook address'],
		['with what is no e-mail', { emails: 'ana@example.com\nnobody' }, 'emails emails'],
		['that tells nobody', { onWall: false }, 'actions actions']
	])('a rule %s is refused at its field', (_how, also, fault) => {
		expect(faultsOf(also)).toEqual([fault]);
	});

	test('figures of agents are for those who may tell them apart', () => {
		const blind = { ...choices, seesAgents: false };
		const agents = {
			metric: 'agents_by_state',
			window: 'now',
			threshold: '3',
			per: 'together'
		} as const;
		expect(faultsOf(agents)).toEqual([]);
		expect(faultsOf(agents, blind)).toEqual(['metric agents']);
		expect(faultsOf({ teams: ['turno-a'] }, blind)).toEqual(['metric agents']);
	});
});
