import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitStrips, fitsTitle, trendRoom } from './trend-room.ts';

describe('fitStrips', () => {
	test('few queues have high strips, a dozen fits the tile of a new board, more take turns', () => {
		const at = (count: number) => fitStrips(count, 33);
		expect(at(3).rowU).toBeGreaterThan(at(8).rowU);
		expect([at(1), at(8), at(12), at(20), at(40)].map(({ pages }) => pages)).toEqual([
			1, 1, 1, 2, 4
		]);
		expect(at(20).perPage).toBe(10);
	});
	test('what is on a page has room on it', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60 }),
				fc.double({ min: 3, max: 80, noNaN: true }),
				(count, heightU) => {
					const { pages, perPage, rowU } = fitStrips(count, heightU);
					expect(pages * perPage).toBeGreaterThanOrEqual(count);
					expect(perPage * rowU).toBeLessThanOrEqual(heightU + 1e-9);
				}
			)
		);
	});
});

describe('trendRoom', () => {
	const room = (names: string[], widthU = 54, count = 8) =>
		trendRoom(widthU, fitStrips(count, 33), {
			names,
			values: ['100 %'],
			foot: '0–100 %',
			marked: true
		});
	test('short names are whole and leave their room to the lines', () => {
		const [short, long] = [room(['Ventas']), room(['Correo reclamaciones Norte'])];
		expect(short.nameScale).toBe(1);
		expect(short.startEm).toBeLessThan(long.startEm);
		expect(long.nameScale).toBeLessThan(1);
	});
	test('high strips break a long name instead of making it small', () => {
		const name = ['Correo reclamaciones Norte'];
		expect(room(name, 54, 2).nameScale).toBeGreaterThan(room(name, 54, 8).nameScale);
	});
	test('there is room for one time at least', () => {
		expect(room(['Atención al cliente'], 12).timeLabels).toBe(1);
		expect(room(['Ventas'], 150).timeLabels).toBeGreaterThan(5);
	});
});

test('a title is whole with what stands beside it, or it is not', () => {
	expect(fitsTitle('Nivel de servicio', ['últimas 4 h'], 58)).toBe(true);
	expect(fitsTitle('Tiempo medio de operación', ['últimas 4 h', 'página 1 de 2'], 58)).toBe(false);
});
