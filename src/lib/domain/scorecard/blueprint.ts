/** A scorecard as it is handed on: its content, and what the figures are that it names. Presets and files are such. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Figure, figureFaults } from './figures/figure.ts';
import { MOST_MEASURES, ScorecardContent } from './scorecard.ts';
import type { MeasureSource } from './scorecard.ts';

export const BLUEPRINT_FORMAT = 'atalaya-scorecard/1';

export const Blueprint = Type.Object({
	format: Type.Literal(BLUEPRINT_FORMAT),
	/** Its measures name figures by their codes. */
	content: ScorecardContent,
	figures: Type.Array(Figure, { maxItems: MOST_MEASURES })
});
export type Blueprint = Static<typeof Blueprint>;

export const figuresNamed = ({ measures }: Pick<ScorecardContent, 'measures'>): string[] => [
	...new Set(measures.flatMap(({ source }) => (source.kind === 'figure' ? [source.figure] : [])))
];

/** Every figure by another name: ids of one installation mean nothing in another. */
export function renameFigures(
	content: ScorecardContent,
	rename: (figure: string) => string
): ScorecardContent {
	const renamed = (source: MeasureSource): MeasureSource =>
		source.kind === 'figure' ? { ...source, figure: rename(source.figure) } : source;
	return {
		...content,
		measures: content.measures.map((measure) => ({ ...measure, source: renamed(measure.source) }))
	};
}

/** `figureOf`: by id. A figure that is gone stays under its id, and is missed by whoever reads the file. */
export function blueprintOf(
	content: ScorecardContent,
	figureOf: (id: string) => Figure | null
): Blueprint {
	const figures = figuresNamed(content)
		.map(figureOf)
		.filter((figure) => figure !== null);
	return {
		format: BLUEPRINT_FORMAT,
		content: renameFigures(content, (id) => figureOf(id)?.code ?? id),
		figures: [...new Map(figures.map((figure) => [figure.code, figure])).values()]
	};
}

/** Where in a file something is not as it has to be, as in JSON (RFC 6901). */
export interface FileFault {
	readonly pointer: string;
	readonly code: 'missing' | 'wrong';
}
export type ReadBlueprint =
	| { readonly ok: true; readonly blueprint: Blueprint }
	| { readonly ok: false; readonly faults: readonly FileFault[] };

const MOST_FAULTS = 50;

function shapeFaults(value: unknown): FileFault[] {
	const faults = new Map<string, FileFault>();
	for (const { path, value: found } of Value.Errors(Blueprint, value)) {
		const code = found === undefined || found === '' ? 'missing' : 'wrong';
		if (!faults.has(path)) faults.set(path, { pointer: path, code });
		if (faults.size >= MOST_FAULTS) break;
	}
	return [...faults.values()];
}

/** Of a file: only what the format knows is kept. */
export function readBlueprint(value: unknown): ReadBlueprint {
	if (!Value.Check(Blueprint, value)) return { ok: false, faults: shapeFaults(value) };
	const blueprint = Value.Clean(Blueprint, structuredClone(value)) as Blueprint;
	const faults = blueprint.figures.flatMap((figure, index) =>
		figureFaults(figure).map((field): FileFault => ({
			pointer: `/figures/${index}/${field}`,
			code: 'wrong'
		}))
	);
	return faults.length > 0 ? { ok: false, faults } : { ok: true, blueprint };
}
