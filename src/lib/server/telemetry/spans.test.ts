import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isTraceparent, openSpans } from './spans.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

function sources(): [string, string][] {
	return ['src', 'ingest', 'clickhouse'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
			.map((path): [string, string] => {
				const file = join(folder, path);
				return [file, readFileSync(join(ROOT, file), 'utf8')];
			})
	);
}

describe('spans', () => {
	test('are none while nobody is to be sent them', async () => {
		expect(await openSpans(null, 'atalaya-ingest')).toBeNull();
	});

	test('load their packages only when they are on', () => {
		const importers = (what: RegExp): string[] =>
			sources().flatMap(([file, text]) => (what.test(text) ? [file] : []));
		const own = 'src/lib/server/telemetry/otlp-spans.ts';
		expect(importers(/from '@opentelemetry\//)).toEqual([own]);
		expect(importers(/from '.*otlp-spans\.ts'/)).toEqual([]);
		expect(importers(/await import\('\.\/otlp-spans\.ts'\)/)).toEqual([
			'src/lib/server/telemetry/spans.ts'
		]);
	});

	test.each([
		['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
		['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00', true],
		['00-00000000000000000000000000000000-00f067aa0ba902b7-01', false],
		['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', false],
		['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01', false],
		['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', false],
		['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n', false],
		[['00'], false],
		[undefined, false]
	])('%j as a parent: %s', (value, expected) => {
		expect(isTraceparent(value)).toBe(expected);
	});
});
