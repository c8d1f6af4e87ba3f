import { expect, test } from 'vitest';
import type { ClickHouse } from '../clickhouse/client.ts';
import { OpenHoursReader } from './open-hours-reader.ts';

function watched(): { readonly reader: OpenHoursReader; readonly asked: unknown[] } {
	const asked: unknown[] = [];
	const clickhouse = {
		query: (_lane: string, _definition: unknown, params: unknown) => {
			asked.push(params);
			return Promise.resolve(asked.length === 1 ? [{ hourS: 900 }] : []);
		}
	} as unknown as ClickHouse;
	return { reader: new OpenHoursReader({ clickhouse, tenant: 'default' }), asked };
}

test('a page asks once which hours of a range are open', async () => {
	const { reader, asked } = watched();
	const [first, second] = [
		{ fromMs: 0, toMs: 900_000 },
		{ fromMs: 900_000, toMs: 1_800_001 }
	];
	const both = [reader.of(['contacts'], first), reader.of(['surveys', 'contacts'], first)];
	const found = { hasOpenHours: true, openHours: [900] };
	expect(await Promise.all(both)).toEqual([found, found]);
	expect(await reader.of(['contacts'], second)).toEqual({ hasOpenHours: false, openHours: [] });
	expect(asked).toEqual([
		{ tenant: 'default', ...first },
		{ tenant: 'default', ...second }
	]);
});

test('nobody is asked for what takes nothing from sums', async () => {
	const { reader, asked } = watched();
	const within = { fromMs: 1, toMs: 1_799_999 };
	expect(await reader.of(['contacts'], within)).toEqual({ openHours: [] });
	expect(await reader.of(['surveys'], { fromMs: 0, toMs: 900_000 })).toEqual({ openHours: [] });
	expect(asked).toEqual([]);
});
