/** docs/benchmarks.md: a section a bench, between marks, so that one is replaced and the others stay. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const HEAD = `# Benchmarks

Written by \`npm run bench -- <name> --write\`; nothing here is typed by hand. A section is replaced when its bench is run again, and says itself when and where that was. Generator, product and what it is compared with share one machine. A ratio is the figure divided by what it stands against: whether more is better follows from the unit. Where there is a column "worst", the figure is the median of the runs and the other the worst of them. [scaling.md](scaling.md) says what the figures mean for larger centres.
`;

const begin = (name: string): string => `<!-- bench: ${name} -->`;
const end = (name: string): string => `<!-- end of bench: ${name} -->`;
const SECTION = /<!-- bench: ([a-z-]+) -->\n([\s\S]*?)<!-- end of bench: \1 -->/g;

/** By name, as they stand in the text. */
export function sectionsOf(text: string): Map<string, string> {
	return new Map(
		[...text.matchAll(SECTION)].map(([, name = '', body = '']) => [name, body.trim()])
	);
}

/** The document with that section as it is now; sections of benches that are no more are left out. */
export function withSection(
	text: string,
	{ name, body }: { readonly name: string; readonly body: string },
	order: readonly string[]
): string {
	const sections = sectionsOf(text).set(name, body.trim());
	const kept = order.flatMap((known) => {
		const found = sections.get(known);
		return found === undefined ? [] : [`${begin(known)}\n\n${found}\n\n${end(known)}\n`];
	});
	return [HEAD, ...kept].join('\n');
}

const fileOf = (name: string): string =>
	fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

/** As the formatter of the repository wants it. */
export async function writeFormatted(file: string, text: string): Promise<void> {
	await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

export const writeDocument = (name: string, text: string): Promise<void> =>
	writeFormatted(fileOf(name), text);

/** Empty when there is none yet. */
export const readDocument = (name: string): Promise<string> =>
	readFile(fileOf(name), 'utf8').catch(() => '');
