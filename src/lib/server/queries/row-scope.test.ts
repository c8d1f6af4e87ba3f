import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { INTERVALS } from '#lib/domain/metrics/interval.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { SCOPE_PARAMS } from '../clickhouse/scope-params.ts';
import { MEASURES_OF, SOURCES } from '#lib/domain/metrics/measures.ts';
import { METRICS } from '#lib/domain/metrics/catalogue.ts';
import { cellSums } from './cell-sums.ts';
import { measuredReach } from './measured-reach.ts';
import { metricSums } from './metric-sums.ts';
import { movementSums } from './movement-sums.ts';
import { metricPieceCounts, metricPieces } from './pieces.ts';
import { MEASURE_SOURCES } from './sources/all.ts';

interface Written {
	readonly file: string;
	readonly name: string;
	/** `rows`, the reason, or the name of the constant that has it; null when it is not there. */
	readonly scope: string | null;
}

function sourceFiles(directory: string): string[] {
	return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
		const path = join(directory, entry.name);
		if (entry.isDirectory()) return sourceFiles(path);
		return entry.name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : [];
	});
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
	for (const property of literal.properties) {
		if (property.name?.getText() !== name) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return null;
}

/** The text of a literal, the reason of `{ none: '…' }`, or the source of anything else. */
function said(expression: ts.Expression | null): string | null {
	if (expression === null) return null;
	if (ts.isStringLiteralLike(expression)) return expression.text;
	if (ts.isObjectLiteralExpression(expression)) return said(propertyOf(expression, 'none'));
	return expression.getText();
}

function definitionsIn(file: string): Written[] {
	const text = readFileSync(file, 'utf8');
	if (!text.includes('defineQuery')) return [];
	const found: Written[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && node.expression.getText() === 'defineQuery') {
			const [literal] = node.arguments;
			if (!literal || !ts.isObjectLiteralExpression(literal)) {
				throw new Error(`${file}: defineQuery wants its object where it is called`);
			}
			found.push({
				file: file.replaceAll('\\', '/'),
				name: said(propertyOf(literal, 'name')) ?? '',
				scope: said(propertyOf(literal, 'scope'))
			});
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return found;
}

const written = ['src', 'ingest', 'clickhouse'].flatMap(sourceFiles).flatMap(definitionsIn);
/** The reason itself, also where it stands in a constant of the file or of row-scope.ts. */
const constants = new Map(
	['src', 'ingest', 'clickhouse']
		.flatMap(sourceFiles)
		.flatMap((file) => [
			...readFileSync(file, 'utf8').matchAll(/const ([A-Z_]+)[^=\n]*= \{\s*none: '([^']+)'/g)
		])
		.map(([, name = '', reason = '']) => [name, reason])
);
const reasonOf = (scope: string | null): string => constants.get(scope ?? '') ?? scope ?? '';
const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], {
	eager: true
});

/** What may be asked without a scope, by what it is for; the reasons stand with the questions. */
const UNSCOPED: readonly (readonly [string, readonly string[]])[] = [
	[
		'the floor, narrowed before anything is computed from it',
		[
			'floor-bookings',
			'floor-check',
			'floor-contacts',
			'floor-hour-cuts',
			'floor-rolls',
			'live-agents',
			'live-quality',
			'live-waiting',
			'queue-settings'
		]
	],
	['settings, for those who administer all queues', ['queue-versions']],
	['how fresh the numbers are', ['newest-arrival']],
	['which days events arrived about', ['touched-days']],
	['which hours have their sums, and which changed', ['floor-hours', 'open-hours']],
	[
		'the writer and the places of contacts',
		[
			'ingest-all-torn-interactions',
			'ingest-earliest-hour',
			'ingest-not-copied',
			'ingest-placements',
			'ingest-repair-hours',
			'ingest-skewed',
			'ingest-torn-interactions'
		]
	],
	[
		'schema, rebuild and roll-up',
		[
			'complaint-rules',
			'complaint-terms-superseded',
			'openings-earliest-event',
			'openings-feeder',
			'openings-present',
			'openings-schedules',
			'openings-superseded',
			'rebuild-feeders',
			'rebuild-horizon',
			'rebuild-months',
			'rebuild-partitions',
			'rebuild-replicated',
			'roll-up-hours',
			'roll-up-superseded',
			'schema-applied-files',
			'schema-columns',
			'schema-replication',
			'schema-stray-columns',
			'schema-uncommented-columns',
			'schema-uncommented-tables',
			'self-test-settings',
			'self-test-version',
			'self-test-windows',
			'schema-unnamed-states'
		]
	],
	['retention', ['retention-open-hours', 'retention-tables']],
	[
		'erasure and export of one person',
		[
			"`privacy-traces-${name.replaceAll(' ', '-')}`",
			'privacy-contacts',
			'privacy-count-events',
			'privacy-count-found',
			'privacy-events',
			'privacy-hidden-rows',
			'privacy-is-filled',
			'privacy-last-number',
			'privacy-leftovers',
			'privacy-letters',
			'privacy-months',
			'privacy-mutations',
			'privacy-old-parts',
			'privacy-rebuilds',
			'privacy-redacted-events',
			'privacy-rows',
			'privacy-subjects',
			'privacy-table-exists'
		]
	]
];

interface Asked {
	readonly name: string;
	readonly sql: string;
	readonly scope: unknown;
}
const isQuery = (value: unknown): value is Asked =>
	typeof value === 'object' && value !== null && 'sql' in value && 'scope' in value;

const DIMENSIONS = [[], ['queue'], ['channel'], ['agent'], ['team'], ['queue', 'agent']] as const;
const allSums = INTERVALS.flatMap((interval) =>
	DIMENSIONS.flatMap((by) =>
		[true, false].flatMap((aligned) =>
			[true, false].flatMap((filtersAgents) =>
				SOURCES.filter((source) =>
					by.every((name) => MEASURE_SOURCES[source].dimensions.includes(name))
				).flatMap((source) =>
					(source === 'contacts' ? [{}, { hasOpenHours: true }] : [{}]).map((open) =>
						metricSums({ source, interval, by, aligned, filtersAgents, ...open })
					)
				)
			)
		)
	)
);
const passports = METRICS.filter(({ formula }) => formula.kind !== 'live').flatMap((metric) =>
	[true, false].flatMap((filtersAgents) => [
		cellSums({ metric, aligned: filtersAgents, filtersAgents }),
		metricPieces({ metric, filtersAgents }),
		metricPieceCounts({ metric, filtersAgents })
	])
);
const movements = [true, false].map((filtersAgents) =>
	movementSums({
		source: 'contacts',
		sum: 'waitMs',
		n: 'answered',
		aligned: filtersAgents,
		filtersAgents
	})
);
const reaches = SOURCES.flatMap((source) =>
	[true, false].map((filtersAgents) =>
		measuredReach({
			source,
			measures: MEASURES_OF[source],
			filtersAgents,
			...(source === 'contacts' ? { hasOpenHours: filtersAgents } : {})
		})
	)
);
const scoped = [
	...movements,
	...reaches,
	...passports,
	...Object.values(modules)
		.flatMap(Object.values)
		// Some are made for each source and exported as a list.
		.flat()
		.filter(isQuery),
	...allSums
].filter(({ scope }) => scope === 'rows');

/** Each SELECT that answers with rows, without what stands in brackets within it. */
function answeringSelects(sql: string): string[] {
	let depth = 0;
	const hidden: number[] = [];
	let outer = '';
	for (let at = 0; at < sql.length; at++) {
		const character = sql.charAt(at);
		if (character === '(') {
			depth += 1;
			if (/^\(\s*(SELECT|WITH)\b/.test(sql.slice(at))) hidden.push(depth);
		}
		if (hidden.length === 0) outer += character;
		if (character === ')') {
			if (hidden.at(-1) === depth) hidden.pop();
			depth -= 1;
		}
	}
	return outer.split('UNION ALL');
}

describe('every question to the database', () => {
	test('says whose rows it answers with', () => {
		expect(written.length).toBeGreaterThan(30);
		expect(written.filter(({ scope }) => scope === null)).toEqual([]);
	});

	test('of rows is one of src/lib/server/queries', () => {
		const elsewhere = written.filter(
			({ file, scope }) => scope === 'rows' && !file.startsWith('src/lib/server/queries/')
		);
		expect(elsewhere).toEqual([]);
		// Each is exported, so that the tests below see it.
		const names = new Set(scoped.map(({ name }) => name));
		const unseen = written.filter(
			({ name, scope }) => scope === 'rows' && !name.startsWith('`metric-') && !names.has(name)
		);
		expect(unseen).toEqual([]);
	});

	test('without a scope has a reason, and is known by name', () => {
		const unscoped = written.filter(({ scope }) => scope !== 'rows');
		for (const { name, scope } of unscoped) {
			expect([name, reasonOf(scope).split(' ').length > 4]).toEqual([name, true]);
		}
		expect(unscoped.map(({ name }) => name).sort()).toEqual(
			UNSCOPED.flatMap(([, names]) => names).sort()
		);
	});
});

describe('every question of rows', () => {
	test('is among those that are looked at here', () => {
		expect(scoped.length).toBeGreaterThan(allSums.length + 6);
	});

	test.each(scoped.map((question) => [question.name, question] as const))(
		'%s asks for the scope in each SELECT that answers',
		(_name, { sql }) => {
			for (const select of answeringSelects(sql)) {
				const [columns = '', ...rest] = select.split(/\bWHERE\b/);
				const conditions = rest.join('WHERE');
				expect(columns).toMatch(/\bFROM\b/);
				expect(conditions).toMatch(
					/\{scopeAll(Queues|Teams): Bool\} OR|\{scopeAllQueues: Bool\} AND/
				);
				expect(conditions).toContain(SCOPE_PARAMS.agent);
			}
		}
	);

	test.each(
		allSums
			.filter(({ sql }) => /toString\((m\.agent|a\.team)\)/.test(sql))
			.map((question) => [question.name, question] as const)
	)('%s tells agents apart only for those who may', (_name, { sql }) => {
		const [select = ''] = answeringSelects(sql);
		const conditions = select.slice(select.indexOf('WHERE'));
		expect(conditions).toContain(
			`AND ${SCOPE_PARAMS.namesAgents} AND (${SCOPE_PARAMS.allTeams} OR`
		);
	});
});

describe('defineQuery', () => {
	const define = (sql: string, scope: 'rows' | { none: string }) =>
		defineQuery({ name: 'test', sql, scope, params: Type.Object({}), row: Type.Object({}) });

	test('takes no question of rows whose SQL does not ask for the scope', () => {
		expect(() => define('SELECT agent FROM agents', 'rows')).toThrow('has the scope in its SQL');
	});

	test('takes no scope in the SQL of a question that says it has none', () => {
		const sql = `SELECT agent FROM agents WHERE ${SCOPE_PARAMS.allTeams}`;
		expect(() => define(sql, { none: 'the product itself asks this' })).toThrow('has not');
	});
});
