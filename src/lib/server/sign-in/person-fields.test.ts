import { describe, expect, test } from 'vitest';
import { readEmail, readName } from './person-fields.ts';

describe('an e-mail', () => {
	test.each([
		[' Ana.Ruiz@Example.ORG ', 'ana.ruiz@example.org'],
		['ñandú@correo.example', 'ñandú@correo.example'],
		['root@localhost', 'root@localhost'],
		['a+b@example.org', 'a+b@example.org'],
		['', null],
		['ana', null],
		['ana@', null],
		['@example.org', null],
		['ana ruiz@example.org', null],
		['ana@example.org, eva@example.org', null],
		['ana@x@example.org', null],
		['<ana@example.org>', null],
		['ana@example.org\nbcc: eva@example.org', null],
		[`${'a'.repeat(250)}@example.org`, null]
	])('"%s" is read as %s', (text, email) => {
		expect(readEmail(text)).toBe(email);
	});
});

describe('a name', () => {
	test.each([
		['  Ana   Ruiz ', 'Ana Ruiz'],
		['Ana\n\tRuiz', 'Ana Ruiz'],
		['Ana\u202eRuiz\u0000', 'Ana Ruiz'],
		['', null],
		[' \u200b ', null],
		['🙂'.repeat(100), '🙂'.repeat(80)]
	])('"%s" is read as %s', (text, name) => {
		expect(readName(text)).toBe(name);
	});
});
