import { describe, expect, test } from 'vitest';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { endOfAddress, renewalOf } from '#lib/domain/records/recording.ts';
import { ADDRESS_LIFE_MS, AddressBook } from './address.ts';

const NOW_MS = Date.parse('2026-11-18T10:00:00Z');
const KEY = Buffer.alloc(32, 7);
const PERSON: PersonPrincipal = {
	kind: 'person',
	id: 'p1',
	name: 'P',
	role: 'quality',
	teams: [],
	agent: null,
	sessionId: 's1',
	isDemo: false
};
const TO = { interaction: 'call & 1', recording: 'r/1', sinceMs: NOW_MS };

function book(nowMs = NOW_MS, key = KEY): AddressBook {
	return new AddressBook(key, () => nowMs);
}
const made = () => new URLSearchParams(book().sign(TO, PERSON));
const verdict = (query: URLSearchParams, { recording = 'r/1', nowMs = NOW_MS } = {}) =>
	book(nowMs).verify(recording, query, PERSON);

describe('the address of a recording', () => {
	test('is good for whoever it was made for, until its end', () => {
		expect(verdict(made())).toEqual({
			ok: true,
			address: { ...TO, untilMs: NOW_MS + ADDRESS_LIFE_MS }
		});
		expect(verdict(made(), { nowMs: NOW_MS + ADDRESS_LIFE_MS - 1 }).ok).toBe(true);
		expect(verdict(made(), { nowMs: NOW_MS + ADDRESS_LIFE_MS })).toMatchObject({
			ok: false,
			reason: 'expired'
		});
	});

	test('is nothing for another session, person or token, for another recording and with another key', () => {
		const foreign = { ok: false, reason: 'foreign' };
		const others = [
			{ ...PERSON, sessionId: 's2' },
			{ ...PERSON, id: 'p2' },
			{ kind: 'token', id: 'p1', name: '', scopes: [], team: null } as const
		];
		for (const other of others) expect(book().verify('r/1', made(), other)).toEqual(foreign);
		expect(verdict(made(), { recording: 'r/2' })).toEqual(foreign);
		expect(book(NOW_MS, Buffer.alloc(32, 8)).verify('r/1', made(), PERSON)).toEqual(foreign);
	});

	test.each([
		['contact', 'call 2'],
		['since', String(NOW_MS - 1)],
		['until', String(NOW_MS + 2 * ADDRESS_LIFE_MS)],
		['until', 'never'],
		['until', ''],
		['key', ''],
		['key', 'AAAA'],
		['key', 'A'.repeat(43)]
	])('with another %s (%s) is nothing', (name, value) => {
		const query = made();
		query.set(name, value);
		expect(verdict(query)).toEqual({ ok: false, reason: 'foreign' });
	});

	test.each([['contact'], ['since'], ['until'], ['key']])('without %s is nothing', (name) => {
		const query = made();
		query.delete(name);
		expect(verdict(query)).toEqual({ ok: false, reason: 'foreign' });
	});

	test('tells the player when it ends and where there is a new one', () => {
		const url = `/recordings/r%2F1?${book().sign(TO, PERSON)}`;
		expect(endOfAddress(url)).toBe(NOW_MS + ADDRESS_LIFE_MS);
		expect(renewalOf(url)).toBe(url.replace('?', '/address?'));
		expect(endOfAddress('/recordings/1')).toBe(0);
	});
});
