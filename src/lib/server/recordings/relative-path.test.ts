import { describe, expect, test } from 'vitest';
import { relativeNames } from './relative-path.ts';

describe('a path that an event names', () => {
	test.each([
		['llamada.wav', ['llamada.wav']],
		['2026/11/18/llamada 42.wav', ['2026', '11', '18', 'llamada 42.wav']],
		['año/ñandú.opus', ['año', 'ñandú.opus']],
		['.hidden/a..b.wav', ['.hidden', 'a..b.wav']],
		['demo/demo-20261118-00016-mwlbdud2.wav', ['demo', 'demo-20261118-00016-mwlbdud2.wav']],
		['100%.wav', ['100%.wav']]
	])('%s leads below the folder', (path, names) => {
		expect(relativeNames(path)).toEqual(names);
	});

	test.each([
		[''],
		['/etc/passwd'],
		['/recordings/a.wav'],
		['../a.wav'],
		['a/../../b.wav'],
		['a/..'],
		['./a.wav'],
		['a//b.wav'],
		['a/'],
		['..\\a.wav'],
		['..%5ca.wav'],
		['%2e%2e/a.wav'],
		['%2E%2E%2Fa.wav'],
		['a%00.wav'],
		['%252e%252e/a.wav'],
		['a\u0000.wav'],
		['a\n.wav'],
		['C:/a.wav'],
		['C:\\a.wav'],
		['a.wav::$DATA'],
		['a.wav:stream'],
		['javascript:alert(1)'],
		['file:///etc/passwd'],
		['https://evil.example/a.wav'],
		['\\\\server\\share\\a.wav'],
		['//server/share/a.wav'],
		['a.wav.'],
		['a.wav '],
		['.. /a.wav'],
		['nul'],
		['a/COM1.wav'],
		['a?.wav'],
		['a*.wav'],
		[`${'a'.repeat(1001)}.wav`]
	])('%j leads nowhere', (path) => {
		expect(relativeNames(path)).toBeNull();
	});
});
