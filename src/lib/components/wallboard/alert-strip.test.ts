import { describe, expect, test } from 'vitest';
import type { Cells } from '#lib/live/protocol.ts';
import { AlertSounds, stripAlerts } from './alert-strip.ts';

const row = (id: string, cells: Cells) => ({
	id,
	toCells: (): Cells => ({
		name: id,
		queue: 'ventas',
		severity: 'warning',
		metric: 'waiting',
		value: 12,
		noData: null,
		openedAt: 1000,
		acknowledgedBy: null,
		sound: 1,
		...cells
	})
});

describe('the strip of alerts', () => {
	test('shows first what nobody looks after, the worst before the others, the oldest before the newer', () => {
		const alerts = stripAlerts([
			row('seen', { severity: 'critical', acknowledgedBy: 'Ana' }),
			row('newer', { openedAt: 3000 }),
			row('older', { openedAt: 2000 }),
			row('worst', { severity: 'critical', openedAt: 9000 })
		]);
		expect(alerts.map(({ id }) => id)).toEqual(['worst', 'older', 'newer', 'seen']);
		expect(alerts.map(({ status }) => status)).toEqual(['bad', 'warn', 'warn', 'bad']);
	});

	test('is heard when an alert opens, and every minute until somebody acknowledges it', () => {
		const sounds = new AlertSounds();
		const open = stripAlerts([row('a', {})]);
		expect(sounds.due([], 0)).toBeNull();
		expect(sounds.due(open, 1000)).toBe('warn');
		expect(sounds.due(open, 2000)).toBeNull();
		expect(sounds.due(open, 61_000)).toBe('warn');
		const acknowledged = stripAlerts([row('a', { acknowledgedBy: 'Ana' })]);
		expect(sounds.due(acknowledged, 130_000)).toBeNull();
		expect(sounds.due(acknowledged, 200_000)).toBeNull();
	});

	test('is not heard for what is open when the screen starts, nor for a rule without a sound', () => {
		const sounds = new AlertSounds();
		const silent = row('b', { sound: 0 });
		expect(sounds.due(stripAlerts([row('a', {})]), 0)).toBeNull();
		expect(sounds.due(stripAlerts([row('a', {}), silent]), 1000)).toBeNull();
		expect(sounds.due(stripAlerts([row('a', {}), silent]), 60_000)).toBe('warn');
	});

	test('of several that are due the worst is heard', () => {
		const sounds = new AlertSounds();
		sounds.due([], 0);
		const both = stripAlerts([row('a', { severity: 'critical' }), row('b', {})]);
		expect(sounds.due(both, 1000)).toBe('bad');
	});
});
