/** What a tile is called where nothing else says it: its own title, or what it shows. */
import type { Tile } from '#lib/domain/boards/board.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export function tileName(tile: Tile, reader: Reader): string {
	if (tile.title !== '') return tile.title;
	switch (tile.kind) {
		case 'number':
		case 'trend':
		case 'quality':
			return reader.text(metric(tile.metric).name);
		case 'queues':
			return reader.t('tile.queues');
		case 'agents':
			return reader.t('tile.agents');
		case 'outlook':
			return reader.t('outlook.title');
		default:
			return tile satisfies never;
	}
}
