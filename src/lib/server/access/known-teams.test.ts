import { describe, expect, test } from 'vitest';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { SYSTEM } from '../audit/audit-log.ts';
import type { TeamDraft, TeamStore } from '../store/teams.ts';
import { knownTeams } from './known-teams.ts';

const draft: TeamDraft = { parent: 'company', kind: 'team', name: 'x', queues: [], words: [] };

function begin() {
	let nowMs = 0;
	let reads = 0;
	let failing = false;
	const node = (): TeamNode => ({
		...draft,
		id: `read-${reads}`,
		parent: null,
		kind: 'company',
		position: 0
	});
	const store: TeamStore = {
		nodes() {
			reads += 1;
			return failing ? Promise.reject(new Error('away')) : Promise.resolve([node()]);
		},
		create: () => Promise.resolve({ ok: true, id: 'x' }),
		change: () => Promise.resolve({ ok: true, id: 'x' }),
		remove: () => Promise.reject(new Error('away'))
	};
	return {
		...knownTeams(store, () => nowMs),
		reads: () => reads,
		pass: (ms: number) => (nowMs += ms),
		fail: (yes: boolean) => (failing = yes)
	};
}

describe('the tree of teams in memory', () => {
	test('is read once for all who ask in the same moment, and again two seconds later', async () => {
		const { nodes, reads, pass } = begin();
		await Promise.all([nodes(), nodes(), nodes()]);
		pass(1999);
		await nodes();
		expect(reads()).toBe(1);
		pass(1);
		expect((await nodes())[0]?.id).toBe('read-2');
	});

	test('is read again at once after this process changed it, also when that failed half way', async () => {
		const { nodes, teams, reads } = begin();
		await nodes();
		await teams.create(draft, SYSTEM);
		await nodes();
		await teams.change('x', draft, SYSTEM);
		await nodes();
		await expect(teams.remove('x', SYSTEM)).rejects.toThrow('away');
		await nodes();
		expect(reads()).toBe(4);
	});

	test('a failure is not remembered', async () => {
		const { nodes, fail } = begin();
		fail(true);
		await expect(nodes()).rejects.toThrow('away');
		fail(false);
		await expect(nodes()).resolves.toHaveLength(1);
	});
});
