/** The files for operations that are made of the catalogue of figures, the alerts and the panels. */
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import type { Metric } from '#lib/server/telemetry/metric.ts';
import type { AlertRule } from './alert-rule.ts';
import { ALERT_GROUPS } from './alert-rules.ts';
import { dashboard } from './dashboard.ts';
import { OWN_METRICS } from './known-metrics.ts';

export const OPERATIONS_DIRECTORY = new URL('../../../docs/operations/', import.meta.url);

const RUNBOOK = 'docs/operations/README.md';
const MADE = 'Made by `npm run operations`; change what it is made of, in src/tooling/operations.';

/** Of a heading with this text, as GitHub makes it. */
export const anchorOf = (name: string): string => name.toLowerCase();

const ruleOf = ({ name, severity, expression, summary, description, ...rule }: AlertRule) => ({
	alert: name,
	expr: expression,
	for: rule.for,
	labels: { severity },
	annotations: { summary, description, runbook: `${RUNBOOK}#${anchorOf(name)}` }
});

const alerts = (): string =>
	`# ${MADE}\n${stringify(
		{ groups: ALERT_GROUPS.map(({ name, rules }) => ({ name, rules: rules.map(ruleOf) })) },
		{ lineWidth: 0 }
	)}`;

const labelsOf = ({ labels }: Metric): string =>
	Object.entries(labels)
		.map(([name, values]) => {
			const told = typeof values === 'string' ? values : values.join(', ');
			return `\`${name}\`: ${told}`;
		})
		.join('; ');

const table = (metrics: readonly Metric[]): string =>
	[
		'| name | type | unit | labels | what |',
		'| --- | --- | --- | --- | --- |',
		...metrics.map((metric) => {
			const { name, type, unit, help } = metric;
			return `| \`${name}\` | ${type} | ${unit} | ${labelsOf(metric) || '–'} | ${help} |`;
		})
	].join('\n');

const dictionary = (): string => `<!-- ${MADE} -->

# Metrics

Both ports answer \`/metrics\` in the text format of Prometheus, to whoever can reach them. A histogram has the series \`_bucket\`, \`_sum\` and \`_count\`. A figure that cannot be read at the moment is left out.

## Ingest

${table(OWN_METRICS.ingest)}

Besides, what every Node process tells (\`process_…\`, \`nodejs_…\`).

## Web

${table(OWN_METRICS.web)}

Besides, what every Node process tells, with the prefix \`atalaya_web_\`.
`;

/** By name, in the style of the repository. */
export async function operationsFiles(): Promise<ReadonlyMap<string, string>> {
	const made = [
		['metrics.md', dictionary()],
		['alerts.yml', alerts()],
		['dashboard.json', JSON.stringify(dashboard())]
	] as const;
	const styled = made.map(async ([name, text]): Promise<[string, string]> => {
		const filepath = new URL(name, OPERATIONS_DIRECTORY).pathname;
		return [name, await format(text, { ...(await resolveConfig(filepath)), filepath })];
	});
	return new Map(await Promise.all(styled));
}
