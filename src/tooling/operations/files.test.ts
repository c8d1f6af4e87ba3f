import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ALERT_RULES } from './alert-rules.ts';
import { DASHBOARD_ROWS } from './dashboard-rows.ts';
import { OPERATIONS_DIRECTORY, anchorOf, operationsFiles } from './files.ts';
import { OWN_METRICS, knownSeries } from './known-metrics.ts';

const textOf = (name: string): string => readFileSync(new URL(name, OPERATIONS_DIRECTORY), 'utf8');

/** What Grafana puts in the place of its variables. */
const asAsked = (expression: string): string =>
	expression.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*');

const EXPRESSIONS = [
	...ALERT_RULES.map(({ name, expression }) => [name, expression] as const),
	...DASHBOARD_ROWS.flatMap(({ panels }) =>
		panels.flatMap(({ title, queries }) =>
			queries.map(({ expression }) => [title, asAsked(expression)] as const)
		)
	)
];

interface Selector {
	readonly metric: string;
	readonly labels: readonly string[];
}

/** Throws when Prometheus could not read it. */
function selectorsOf(expression: string): Selector[] {
	const selectors: { metric: string; labels: string[] }[] = [];
	parser.parse(expression).iterate({
		enter: ({ name, type, from, to, node }) => {
			if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
			const text = expression.slice(from, to);
			if (name === 'Identifier') selectors.push({ metric: text, labels: [] });
			// Those of "by" and "on" belong to the whole of it, not to one figure.
			if (name === 'LabelName' && node.parent?.name === 'UnquotedLabelMatcher')
				selectors.at(-1)?.labels.push(text);
		}
	});
	return selectors;
}

/** Labels by which something is grouped or joined. */
const groupingOf = (expression: string): string[] =>
	[...expression.matchAll(/\b(?:by|on|without) \(([^)]*)\)/g)].flatMap(([, names = '']) =>
		names.split(',').map((name) => name.trim())
	);

describe('the files for operations', () => {
	test('are those that the code makes: otherwise run "npm run operations"', async () => {
		for (const [name, text] of await operationsFiles()) expect(textOf(name), name).toBe(text);
	});

	test.each(EXPRESSIONS)('%s names figures and labels that exist', async (_name, expression) => {
		const known = await knownSeries();
		const selectors = selectorsOf(expression);
		expect(selectors.length).toBeGreaterThan(0);
		for (const { metric, labels } of selectors) {
			expect([...known.keys()]).toContain(metric);
			expect(known.get(metric)).toEqual(expect.arrayContaining([...labels]));
		}
		const grouped = new Set(selectors.flatMap(({ metric }) => known.get(metric) ?? []));
		expect([...grouped]).toEqual(expect.arrayContaining(groupingOf(expression)));
	});

	test('no expression that is wrong passes', () => {
		expect(() => selectorsOf('sum(rate(a[5m])')).toThrow('not PromQL');
		expect(() => selectorsOf('rate(a[5m]) >')).toThrow('not PromQL');
	});

	test('values of labels in expressions are values that exist', () => {
		const metrics = [...OWN_METRICS.ingest, ...OWN_METRICS.web];
		const named = EXPRESSIONS.flatMap(([, expression]) => [
			...expression.matchAll(/(atalaya_\w+?)(?:_bucket|_sum|_count)?\{[^}]*?(\w+)="([^"]+)"/g)
		]);
		expect(named.length).toBeGreaterThan(5);
		for (const [, name = '', label = '', value = ''] of named) {
			const values = metrics.find((metric) => metric.name === name)?.labels[label];
			if (Array.isArray(values)) expect(values).toContain(value);
		}
	});

	test('no two alerts have the same name, and each has a section that says what to do', () => {
		const names = ALERT_RULES.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const sections = textOf('README.md').split(/^### /m).slice(1);
		expect(sections.map((section) => section.split('\n')[0]).sort()).toEqual([...names].sort());
		for (const section of sections) {
			expect(section).toContain('**Look at:**');
			expect(section).toContain('**Do:**');
		}
		const { groups } = parse(textOf('alerts.yml')) as {
			groups: { rules: { alert: string; annotations: { runbook: string } }[] }[];
		};
		expect(
			groups.flatMap(({ rules }) => rules.map(({ annotations: { runbook } }) => runbook))
		).toEqual(names.map((name) => `docs/operations/README.md#${anchorOf(name)}`));
	});

	test('links within README.md lead somewhere', () => {
		const text = textOf('README.md');
		const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
			title.toLowerCase().replaceAll(' ', '-')
		);
		const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
		expect(links.length).toBeGreaterThan(0);
		expect(anchors).toEqual(expect.arrayContaining(links));
	});

	test('the dashboard is one that Grafana reads: ids, places, units, a data source to choose', () => {
		const board = JSON.parse(textOf('dashboard.json')) as {
			schemaVersion: number;
			templating: { list: { name: string; type: string }[] };
			panels: {
				id: number;
				type: string;
				title: string;
				gridPos: { x: number; y: number; w: number; h: number };
				fieldConfig?: { defaults: { unit: string } };
				datasource?: { uid: string };
				targets?: { expr: string; refId: string }[];
			}[];
		};
		expect(board.schemaVersion).toBeGreaterThanOrEqual(39);
		expect(board.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
		const ids = board.panels.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const cells = new Set<string>();
		for (const { type, title, gridPos, fieldConfig, datasource, targets } of board.panels) {
			expect(title).not.toBe('');
			expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
			for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
				for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
					expect(cells.has(`${x} ${y}`), `${title} lies over another panel`).toBe(false);
					cells.add(`${x} ${y}`);
				}
			}
			if (type === 'row') continue;
			expect(fieldConfig?.defaults.unit, title).toBeTruthy();
			expect(datasource?.uid).toBe('${datasource}');
			expect(targets?.length, title).toBeGreaterThan(0);
		}
	});

	test('every figure of ours is on the dashboard or in an alert, or there is a reason', () => {
		// Sums and counts of these are on the dashboard by what they are about.
		const told = EXPRESSIONS.map(([, expression]) => expression).join('\n');
		const untold = [...OWN_METRICS.ingest, ...OWN_METRICS.web]
			.map(({ name }) => name)
			.filter((name) => !told.includes(name));
		expect(untold).toEqual([
			// Bounded by INGEST_REMEMBERED_KEYS, and full in any installation that has lived.
			'atalaya_ingest_remembered_keys',
			// The turns tell the same.
			'atalaya_web_alert_evaluations_total',
			// A matter of the contact centre, not of its operators.
			'atalaya_web_alerts_total'
		]);
	});
});
