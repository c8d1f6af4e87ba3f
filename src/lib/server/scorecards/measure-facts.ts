/** What the measures of a scorecard are called and where they come from, in one language. */
import type { Kysely } from 'kysely';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import { unitOfMetric } from '#lib/domain/scorecard/measure-unit.ts';
import type { MeasureFacts } from '#lib/domain/scorecard/measure-unit.ts';
import { isOfTime } from '#lib/domain/scorecard/reading.ts';
import type { Measure, MeasureSource } from '#lib/domain/scorecard/scorecard.ts';
import type { Language } from '#lib/format/locale.ts';
import { channelName } from '#lib/i18n/channel-name.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import type { Translate } from '#lib/i18n/translator.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readFigureById } from './figures/figure-store.ts';

/** Of the source alone; the measure may have another name. */
type SourceFacts = Omit<MeasureFacts, 'source'>;

type Of<Kind extends MeasureSource['kind']> = Extract<MeasureSource, { kind: Kind }>;

const MONEY_UNITS = {
	costPerContact: 'money',
	costPerResolution: 'money',
	revenuePerProductiveHour: 'money',
	marginShare: 'percent',
	penaltyShare: 'percent'
} as const;

const gone = (t: Translate, id: string): SourceFacts => ({
	...{ name: id, shortName: id, unit: 'number', formulaText: '', isKnown: false },
	sourceText: t('scorecard.facts.gone')
});

/** Which part of the unit it speaks of; empty: all of it. */
function filterWords(t: Translate, source: Partial<Of<'metric'>>): string[] {
	const { queues = [], teams = [] } = source;
	const channels = (source.channels ?? []).map((channel) => channelName(t, channel));
	return [
		...(channels.length > 0 ? [t('scorecard.facts.channels', { names: channels.join(', ') })] : []),
		...(queues.length > 0 ? [t('scorecard.facts.queues', { names: queues.join(', ') })] : []),
		...(teams.length > 0 ? [t('scorecard.facts.teams', { names: teams.join(', ') })] : [])
	];
}

function metricFacts(t: Translate, language: Language, source: Of<'metric'>): SourceFacts {
	const metric = findMetric(source.metric);
	if (!metric) return gone(t, source.metric);
	return {
		name: metric.name[language],
		shortName: metric.shortName[language],
		unit: unitOfMetric(metric.unit),
		formulaText: metric.formulaText[language],
		sourceText: [
			t('scorecard.facts.metric', { name: metric.name[language] }),
			...filterWords(t, source)
		].join(' · '),
		isKnown: true,
		...(isOfTime(metric) ? { countsHours: true } : {})
	};
}

function moneyFacts(t: Translate, { formula, channels }: Of<'money'>): SourceFacts {
	const name = t(`scorecard.money.${formula}`);
	return {
		...{ name, shortName: name, unit: MONEY_UNITS[formula], isKnown: true },
		formulaText: t(`scorecard.money.${formula}.formula`),
		sourceText: [t('scorecard.facts.money'), ...filterWords(t, { channels })].join(' · '),
		...(formula === 'revenuePerProductiveHour' ? { countsHours: true } : {})
	};
}

async function figureFacts(
	t: Translate,
	database: Kysely<StoreSchema>,
	{ figure: id }: Of<'figure'>
): Promise<SourceFacts> {
	const stored = await readFigureById(database, id);
	if (!stored) return gone(t, id);
	const { name, unit, numeratorName, denominatorName, description, source } = stored.figure;
	const divided = [numeratorName, denominatorName].filter((part) => part !== '').join(' / ');
	return {
		...{ name, unit, shortName: name, isKnown: true },
		formulaText: divided === '' ? description : divided,
		sourceText: t('scorecard.facts.figure', { source })
	};
}

function sourceFacts(
	t: Translate,
	{ database, language }: { database: Kysely<StoreSchema>; language: Language },
	source: MeasureSource
): Promise<SourceFacts> {
	switch (source.kind) {
		case 'metric':
			return Promise.resolve(metricFacts(t, language, source));
		case 'money':
			return Promise.resolve(moneyFacts(t, source));
		case 'figure':
			return figureFacts(t, database, source);
		default:
			return source satisfies never;
	}
}

const words = new Map<Language, Promise<Translate>>();
/** Texts never change while the process runs. */
function wordsOf(language: Language): Promise<Translate> {
	const known = words.get(language);
	if (known) return known;
	const loaded = loadCatalog(language).then((catalog) => translator(language, catalog));
	words.set(language, loaded);
	return loaded;
}

/** By id of the measure. A name that was given to a measure counts in every language. */
export async function measureFacts(
	database: Kysely<StoreSchema>,
	measures: readonly Measure[],
	language: Language
): Promise<Record<string, MeasureFacts>> {
	const t = await wordsOf(language);
	const all = await Promise.all(
		measures.map(async ({ id, name, source }): Promise<[string, MeasureFacts]> => {
			const facts = await sourceFacts(t, { database, language }, source);
			const given = name === '' ? {} : { name, shortName: name };
			return [id, { ...facts, ...given, source }];
		})
	);
	return Object.fromEntries(all);
}
