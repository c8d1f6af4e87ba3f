import { expect, test } from 'vitest';
import { actionAddress } from './action-address.ts';

test.each([
	['https://a.example/sign-in?next=%2Fx', 'password', '?/password'],
	['https://a.example/sign-in?next=%2Fx&lang=pt', 'password', '?/password&lang=pt'],
	['https://a.example/sign-in/code?lang=en', null, '?lang=en'],
	['https://a.example/sign-in/code', null, '?'],
	['https://a.example/sign-in?lang=%26x%3D', 'demo', '?/demo&lang=%26x%3D']
])('from %s the form %s goes to %s', (page, action, address) => {
	expect(actionAddress(new URL(page), action)).toBe(address);
});
