import { describe, expect, it } from 'vitest';
import { judgedParts } from './judged-parts.ts';

const part = (agent: string, queue: string, endedAt: string | null, acceptedAt: string | null) => ({
	...{ agent, queue, endedAt, acceptedAt }
});
const AT = '2026-01-05T10:00:00Z';
const LATER = '2026-01-05T10:20:00Z';

describe('who can be judged in a contact', () => {
	it('is each agent who had it, once, the last first', () => {
		const parts = judgedParts(
			[
				part('ana', 'ventas', AT, AT),
				part('luis', 'soporte', LATER, AT),
				part('ana', 'caja', AT, AT)
			],
			0
		);
		expect(parts.map(({ agent, queue }) => [agent, queue])).toEqual([
			['luis', 'soporte'],
			['ana', 'caja']
		]);
	});

	it('is nobody who did not take it', () => {
		expect(judgedParts([part('', 'ventas', AT, null), part('ana', 'ventas', AT, null)], 0)).toEqual(
			[]
		);
	});

	it('was done at the end of the contact where no other end is told', () => {
		expect(judgedParts([part('ana', '', null, AT)], 77)).toEqual([
			{ agent: 'ana', queue: '', untilMs: 77 }
		]);
	});
});
