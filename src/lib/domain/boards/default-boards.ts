/** The boards of a new installation. */
import type { Bands, BoardLayout, NumberTile, Tile, Window } from './board.ts';
import { USUAL_TARGET } from '../outlook/day-outlook.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { LocalText } from '../metrics/metric.ts';

const NO_BANDS: Bands = { warn: null, bad: null };
const SERVICE_LEVEL: Bands = { warn: 0.8, bad: 0.7 };
const ABANDON_RATE: Bands = { warn: 0.05, bad: 0.1 };

const NAMES: Record<'floor' | 'digital', LocalText> = {
	floor: { es: 'Sala', en: 'Floor', pt: 'Sala' },
	digital: { es: 'Canales digitales', en: 'Digital channels', pt: 'Canais digitais' }
};

const kpi = (
	metric: MetricId,
	window: Window,
	[width, height]: readonly [number, number],
	bands: Bands = NO_BANDS
): NumberTile => ({
	id: `${metric.replaceAll('_', '-')}-${window}`,
	kind: 'number',
	metric,
	window,
	bands,
	width,
	height,
	title: '',
	queues: []
});

const base = { title: '', queues: [] };

const FLOOR: Tile[] = [
	kpi('waiting', 'today', [2, 3]),
	// Without limits: a minute is long for a call and nothing for an e-mail; the table judges each queue by its own T.
	kpi('longest_wait', 'today', [2, 3]),
	kpi('service_level', 'today', [3, 3], SERVICE_LEVEL),
	kpi('abandon_rate', 'today', [3, 3], ABANDON_RATE),
	kpi('aht', '60m', [2, 3]),
	{
		...base,
		id: 'queues',
		kind: 'queues',
		width: 8,
		height: 9,
		window: 'today',
		serviceLevelBands: SERVICE_LEVEL
	},
	{ ...base, id: 'agents', kind: 'agents', width: 4, height: 2, teams: [] },
	{ ...base, id: 'outlook', kind: 'outlook', width: 4, height: 3, target: USUAL_TARGET },
	{ ...base, id: 'trend', kind: 'trend', width: 4, height: 4, metric: 'service_level' }
];

const DIGITAL: Tile[] = [
	{
		...base,
		id: 'queues',
		kind: 'queues',
		width: 12,
		height: 6,
		window: '60m',
		serviceLevelBands: SERVICE_LEVEL
	},
	kpi('at_risk', 'today', [2, 5], { warn: 0, bad: 5 }),
	kpi('asa', '60m', [2, 5]),
	{ ...base, id: 'trend-offered', kind: 'trend', width: 4, height: 5, metric: 'offered' },
	{ ...base, id: 'trend', kind: 'trend', width: 4, height: 5, metric: 'service_level' }
];

/** In the language of the installation; the names of tiles follow each reader instead. */
export const defaultBoards = (language: keyof LocalText): BoardLayout[] => [
	{ name: NAMES.floor[language], zone: '', tiles: FLOOR },
	{ name: NAMES.digital[language], zone: '', tiles: DIGITAL }
];
