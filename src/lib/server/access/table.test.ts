import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { TOPIC_NAMES } from '#lib/live/protocol.ts';
import { RIGHTS } from '#lib/domain/access/right.ts';
import type { Need } from './route-needs.ts';
import { ROUTES, TOPICS } from './table.ts';

const ROOT = 'src/routes';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Answered by Kit from the others. */
const DERIVED = new Set(['HEAD', 'OPTIONS']);

function folders(directory: string): string[] {
	return [
		directory,
		...readdirSync(directory, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.flatMap(({ name }) => folders(join(directory, name)))
	];
}

function withoutType(expression: ts.Expression): ts.Expression {
	return ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression)
		? withoutType(expression.expression)
		: expression;
}

/** What a module exports, with the value where it is written in place. */
function exportsOf(file: string): Map<string, ts.Expression | null> {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true
	);
	const found = new Map<string, ts.Expression | null>();
	for (const statement of source.statements) {
		if (ts.isExportDeclaration(statement)) {
			const { exportClause } = statement;
			if (!exportClause || !ts.isNamedExports(exportClause))
				throw new Error(`${file}: exports must be named, so that they can be looked up`);
			for (const { name } of exportClause.elements) found.set(name.getText(), null);
		}
		const isExported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, null);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations)
			found.set(name.getText(), initializer ? withoutType(initializer) : null);
	}
	return found;
}

function actionsOf(file: string): string[] {
	if (!existsSync(file)) return [];
	const found = exportsOf(file);
	if (!found.has('actions')) return [];
	const actions = found.get('actions');
	if (!actions || !ts.isObjectLiteralExpression(actions))
		throw new Error(`${file}: actions must be written in place, so that they can be looked up`);
	return actions.properties.map(({ name }) => {
		const word = name?.getText().replaceAll(/['"]/g, '');
		if (word === undefined) throw new Error(`${file}: an action without a name`);
		return word === 'default' ? 'POST' : `?/${word}`;
	});
}

function methodsOf(file: string): string[] {
	if (!existsSync(file)) return [];
	const names = [...exportsOf(file).keys()];
	if (names.includes('fallback')) return [...METHODS];
	return names.filter((name) => /^[A-Z]+$/.test(name) && !DERIVED.has(name));
}

const isPage = (folder: string): boolean =>
	['+page.svelte', '+page.ts', '+page.server.ts'].some((name) => existsSync(join(folder, name)));

const acts = folders(ROOT).flatMap((folder) => {
	const route = `/${relative(ROOT, folder).replaceAll('\\', '/')}`;
	const own = [
		...(isPage(folder) ? ['GET'] : []),
		...actionsOf(join(folder, '+page.server.ts')),
		...methodsOf(join(folder, '+server.ts'))
	];
	return [...new Set(own)].map((act) => `${route} ${act}`);
});
const entries = Object.entries(ROUTES).flatMap(([route, needs]) =>
	Object.keys(needs).map((act) => `${route} ${act}`)
);

describe('the table of what may be used by whom', () => {
	test('has every page, endpoint, method and form action there is', () => {
		expect(acts.length).toBeGreaterThan(15);
		expect(acts.filter((act) => !entries.includes(act))).toEqual([]);
	});

	test('has none that is not there', () => {
		expect(entries.filter((entry) => !acts.includes(entry))).toEqual([]);
	});

	test('has every topic of the websocket, and none that is not there', () => {
		expect(Object.keys(TOPICS)).toEqual([...TOPIC_NAMES]);
	});

	test('names rights that exist, and never none', () => {
		const named = [...Object.values(ROUTES), TOPICS]
			.flatMap((needs): (Need | undefined)[] => Object.values(needs))
			.flatMap((need) => (need === undefined || typeof need === 'string' ? [] : [need]));
		for (const need of named) expect(need.length).toBeGreaterThan(0);
		expect(named.flat().filter((right) => !(right in RIGHTS))).toEqual([]);
	});
});
