/** The field of a fault as the person sees it: `tiles.2.title` → “Espera más larga · Título”. */
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import type { Key } from '#lib/i18n/catalog.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';
import { tileName } from '../wallboard/tile-name.ts';

const WORDS = {
	name: 'edit.name',
	zone: 'edit.zone',
	tiles: 'edit.tiles',
	title: 'edit.tileTitle',
	metric: 'edit.metric',
	window: 'edit.window',
	width: 'edit.width',
	height: 'edit.height',
	queues: 'edit.queues',
	teams: 'edit.teams',
	bands: 'edit.bands',
	serviceLevelBands: 'edit.bands'
} as const satisfies Readonly<Record<string, Key>>;

const isWord = (part: string): part is keyof typeof WORDS => part in WORDS;

export function faultPlace(field: string, layout: BoardLayout, reader: Reader): string {
	const [head = '', index = '', part = ''] = field.split('.');
	const tile = head === 'tiles' ? layout.tiles[Number(index)] : undefined;
	const word = tile ? part : head;
	const named = isWord(word) ? reader.t(WORDS[word]) : word;
	return tile ? `${tileName(tile, reader)} · ${named}` : named;
}
