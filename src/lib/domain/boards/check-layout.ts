/** Reads a layout from outside and names what is wrong with it, field by field. */
import { Value } from '@sinclair/typebox/value';
import { BoardLayout, MAX_ROWS, Tile, placeTiles } from './board.ts';

export interface LayoutFault {
	/** As in the document: `name`, `tiles.2.title`. */
	readonly field: string;
	readonly code:
		| 'required'
		| 'too-long'
		| 'out-of-range'
		| 'unknown-zone'
		| 'duplicate'
		| 'too-tall'
		| 'invalid';
}

export type CheckedLayout =
	| { readonly ok: true; readonly layout: BoardLayout }
	| { readonly ok: false; readonly faults: readonly LayoutFault[] };

const MAX_FAULTS = 50;

const asField = (path: string): string => path.replace(/^\//, '').replaceAll('/', '.');

function codeOf(schema: Readonly<Record<string, unknown>>, value: unknown): LayoutFault['code'] {
	if (value === undefined || value === '') return 'required';
	if (typeof value === 'string' && typeof schema['maxLength'] === 'number') {
		return value.length > schema['maxLength'] ? 'too-long' : 'invalid';
	}
	return typeof value === 'number' && 'minimum' in schema ? 'out-of-range' : 'invalid';
}

/** A union says only that nothing fitted; the tile's own kind says which field did not. */
function tileFaults(tile: unknown, index: number): LayoutFault[] {
	const kind = (tile as { kind?: unknown } | null)?.kind;
	const schema = Tile.anyOf.find((one) => one.properties.kind.const === kind);
	if (!schema) return [{ field: `tiles.${index}.kind`, code: 'invalid' }];
	return [...Value.Errors(schema, tile)].map((error) => ({
		field: `tiles.${index}.${asField(error.path)}`,
		code: codeOf(error.schema, error.value)
	}));
}

function shapeFaults(value: unknown): LayoutFault[] {
	const own = [...Value.Errors(BoardLayout, value)]
		.filter((error) => !error.path.startsWith('/tiles/'))
		.map((error) => ({ field: asField(error.path), code: codeOf(error.schema, error.value) }));
	const tiles = (value as { tiles?: unknown } | null)?.tiles;
	return Array.isArray(tiles) ? [...own, ...tiles.flatMap(tileFaults)] : own;
}

/** An empty zone is the installation's. */
function isZone(zone: string): boolean {
	if (zone === '') return true;
	try {
		// Asked of the engine: it alone knows its zones.
		new Date(0).toLocaleString('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

function meaningFaults(layout: BoardLayout): LayoutFault[] {
	const faults: LayoutFault[] = [];
	if (layout.name.trim() === '') faults.push({ field: 'name', code: 'required' });
	if (!isZone(layout.zone)) faults.push({ field: 'zone', code: 'unknown-zone' });
	const seen = new Set<string>();
	for (const [index, { id }] of layout.tiles.entries()) {
		if (seen.has(id)) faults.push({ field: `tiles.${index}.id`, code: 'duplicate' });
		seen.add(id);
	}
	if (placeTiles(layout.tiles).rows > MAX_ROWS) faults.push({ field: 'tiles', code: 'too-tall' });
	return faults;
}

export function checkLayout(value: unknown): CheckedLayout {
	if (!Value.Check(BoardLayout, value)) {
		const faults = shapeFaults(value).slice(0, MAX_FAULTS);
		return {
			ok: false,
			faults: faults.length > 0 ? faults : [{ field: '', code: 'invalid' }]
		};
	}
	const faults = meaningFaults(value);
	if (faults.length > 0) return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
	// Only what the schema knows is kept.
	return { ok: true, layout: Value.Clean(BoardLayout, structuredClone(value)) as BoardLayout };
}
