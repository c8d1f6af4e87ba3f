/** A question with its values written into it: what somebody pastes into a client of the database to get the same answer. */
import { READ_SETTINGS } from '../clickhouse/settings.ts';
import { SCOPE_PLACEHOLDER, scopeParams } from '../clickhouse/scope-params.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';

type Value = string | number | boolean | readonly string[];

const quoted = (text: string): string =>
	`'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\0', '\\0')}'`;

/** As the placeholder's own type, so that functions choose the same as for a parameter. */
function literal(value: Value, type: string): string {
	if (typeof value === 'string') return quoted(value);
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number') return `to${type}(${value})`;
	return `CAST([${value.map(quoted).join(', ')}], '${type}')`;
}

/** Lines without the indentation they have in our sources. */
const flushLeft = (sql: string): string =>
	sql
		.split('\n')
		.map((line) => line.replace(/^\t+/, (tabs) => '  '.repeat(Math.max(0, tabs.length - 2))))
		.join('\n');

const settings = Object.entries(READ_SETTINGS)
	// How an answer is written is for whoever reads it to choose.
	.filter(([name]) => !name.startsWith('output_format'))
	.map(([name, value]) => `${name} = ${String(value)}`)
	.join(', ');

/** Throws for a placeholder without a value: it would not be the question that was asked. */
export function shownQuery(
	{ sql }: { readonly sql: string },
	params: Readonly<Record<string, Value>>,
	scope: RowScope
): string {
	const values: Readonly<Record<string, Value>> = {
		...params,
		...(SCOPE_PLACEHOLDER.test(sql) ? scopeParams(scope) : {})
	};
	const filled = flushLeft(sql).replaceAll(
		/\{(\w+): ([^{}]+)\}/g,
		(_placeholder, name: string, type: string) => {
			const value = values[name];
			if (value === undefined) throw new TypeError(`no value for the parameter ${name}`);
			return literal(value, type);
		}
	);
	return `${filled}\nSETTINGS ${settings}`;
}
