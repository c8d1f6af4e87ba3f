import { describe, expect, test } from 'vitest';
import { clockFormat } from './clock.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 5);

describe('clockFormat', () => {
	test.each([
		['Europe/Madrid', '13:00:05', 0],
		['America/Mexico_City', '06:00:05', 0],
		['Asia/Kolkata', '17:30:05', 30]
	])('tells the time of %s', (zone, time, minute) => {
		const clock = clockFormat('es-ES', zone);
		expect(clock.time(NOON)).toBe(time);
		expect(clock.minute(NOON)).toBe(minute);
	});

	test('midnight is 00, not 24', () => {
		expect(clockFormat('en-GB', 'UTC').shortTime(Date.UTC(2026, 0, 1))).toBe('00:00');
	});

	test('a zone the browser does not know is shown in UTC', () => {
		expect(clockFormat('es-ES', 'Marte/Olimpo').shortTime(NOON)).toBe('12:00');
	});
});
