import { describe, expect, it } from 'vitest';
import { addressOfList, readAskedEvaluations } from './list-query.ts';

const read = (query: string) => readAskedEvaluations(new URLSearchParams(query), 'America/Bogota');

describe('the list of evaluations that an address asks for', () => {
	it('is all of them without filters', () => {
		const asked = read('');
		expect(asked.filters).toMatchObject({ agent: '', lane: '', fromScore: null, toMs: null });
		expect(addressOfList(asked, null)).toBe('/quality/evaluations');
	});

	it('takes days in the zone of the installation, the last one whole', () => {
		const { filters } = read('from=2026-01-05&to=2026-01-05');
		expect(filters.fromMs).toBe(Date.parse('2026-01-05T05:00:00Z'));
		expect(filters.toMs).toBe(Date.parse('2026-01-06T05:00:00Z'));
	});

	it('takes the last day whole where the clock moves', () => {
		const asked = readAskedEvaluations(new URLSearchParams('to=2026-03-28'), 'Europe/Madrid');
		expect(asked.filters.toMs).toBe(Date.parse('2026-03-28T23:00:00Z'));
		const longer = readAskedEvaluations(new URLSearchParams('to=2026-10-25'), 'Europe/Madrid');
		expect(longer.filters.toMs).toBe(Date.parse('2026-10-25T23:00:00Z'));
	});

	it('takes days far to the east as they are there', () => {
		const asked = readAskedEvaluations(new URLSearchParams('from=2026-01-05'), 'Pacific/Auckland');
		expect(asked.filters.fromMs).toBe(Date.parse('2026-01-04T11:00:00Z'));
	});

	it('takes scores in per cent, with a comma as well', () => {
		expect(read('fromScore=82,5&toScore=90').filters).toMatchObject({
			fromScore: 0.825,
			toScore: 0.9
		});
	});

	it('ignores what it does not understand', () => {
		expect(read('lane=x&kind=y&state=z&from=ayer&fromScore=mucho&before=1').filters).toEqual(
			read('').filters
		);
		expect(read('before=1').before).toBeNull();
	});

	it('writes an address that reads the same', () => {
		const asked = read('agent=a%201&lane=random&from=2026-01-05&toScore=90&before=12.ab-c');
		const again = new URL(addressOfList(asked, asked.before), 'http://x').searchParams;
		expect(readAskedEvaluations(again, 'America/Bogota')).toEqual(asked);
	});
});
