import { describe, expect, test } from 'vitest';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { actOf, authorise, meets, needOf } from './authorise.ts';
import { ROUTES } from './table.ts';

const person = (role: Role): Principal => ({
	kind: 'person',
	id: role,
	name: role,
	role,
	teams: [],
	agent: null,
	sessionId: 's',
	isDemo: false
});
const screen: Principal = { kind: 'screen', id: 'tv', name: 'tv', boards: ['sala'] };

describe('authorisation', () => {
	test('what is not in the table is refused, to the administrator too', () => {
		expect(authorise(person('admin'), '/invented', 'GET')).toBe('missing');
		expect(authorise(person('admin'), '/wallboard/[board]', 'POST')).toBe('missing');
		expect(authorise(person('admin'), '__proto__', 'GET')).toBe('missing');
		expect(needOf('/', 'constructor' as 'GET')).toBeNull();
	});

	test('nobody is told to sign in, somebody without the right is refused', () => {
		expect(authorise(null, '/wallboard/[board]', 'GET')).toBe('unknown');
		expect(authorise(person('agent'), '/wallboard/[board]', 'GET')).toBe('forbidden');
		expect(authorise(person('supervisor'), '/wallboard/[board]', 'GET')).toBe('allowed');
		expect(authorise(screen, '/wallboard/[board]', 'GET')).toBe('allowed');
		expect(authorise(screen, '/wallboard/[board]/edit', 'GET')).toBe('forbidden');
	});

	test('a page for whoever is signed in is for people, not for screens and tokens', () => {
		expect(meets(screen, 'person')).toBe('forbidden');
		expect(meets(person('agent'), 'person')).toBe('allowed');
	});

	test('the form action is what a form is judged by', () => {
		const url = (query: string) => new URL(`http://x/${query}`);
		expect(actOf('POST', url('?/create'))).toBe('?/create');
		expect(actOf('POST', url('?lang=es&/remove'))).toBe('?/remove');
		expect(actOf('POST', url(''))).toBe('POST');
		expect(actOf('HEAD', url(''))).toBe('GET');
		expect(actOf('GET', url('?/create'))).toBe('GET');
	});

	test('nothing that changes something is open to anyone, but for what leads to signing in', () => {
		const open = Object.entries(ROUTES).flatMap(([route, needs]) =>
			Object.entries(needs)
				.filter(([act, need]) => need === 'anyone' && act !== 'GET')
				.map(() => route)
		);
		const LEADS_IN = /^\/(sign-in|sign-out|welcome|screen|api\/\[\.\.\.path\])/;
		expect(open.filter((route) => !LEADS_IN.test(route))).toEqual([]);
	});
});
