/** The words of plans and their strata. */
import { channelName } from '#lib/components/wallboard/channel-name.ts';
import { STRATUM_KEYS } from '#lib/domain/quality/sampling/plan.ts';
import type { StratumKey } from '#lib/domain/quality/sampling/plan.ts';
import { DAY_PARTS, valuesOf } from '#lib/domain/quality/sampling/stratum.ts';
import { TONES } from '#lib/domain/sentiment/sentiment.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** Some Monday. */
const MONDAY_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

type Names = Readonly<Record<string, string>>;
type Say = (reader: Reader, value: string, names: Names) => string;

function weekday({ locale }: Reader, value: string): string {
	const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
	return format.format(MONDAY_MS + (Number(value) - 1) * DAY_MS);
}

function dayPart({ t }: Reader, value: string): string {
	const part = DAY_PARTS.find((one) => one === value);
	return part === undefined ? value : t(`sampling.dayPart.${part}`);
}

function tone({ t }: Reader, value: string): string {
	const known = TONES.find((one) => one === value);
	return t(`sampling.tone.${known ?? 'unknown'}`);
}

const VALUES: Readonly<Record<StratumKey, Say>> = {
	agent: (_reader, value, names) => names[value] ?? value,
	team: (_reader, value) => value,
	queue: ({ t }, value) => (value === '' ? t('sampling.noQueue') : value),
	channel: ({ t }, value) => channelName(t, value),
	weekday,
	dayPart,
	tone
};

/** The values of a stratum as words. */
export function stratumText(
	reader: Reader,
	name: string,
	{ keys, names }: { readonly keys: readonly StratumKey[]; readonly names: Names }
): string {
	if (keys.length === 0) return reader.t('sampling.whole');
	const values = valuesOf(name);
	return keys.map((key, place) => VALUES[key](reader, values[place] ?? '', names)).join(' · ');
}

/** What a plan parts its contacts by. */
export const strataText = ({ t }: Reader, keys: readonly StratumKey[]): string =>
	keys.length === 0
		? t('sampling.whole')
		: STRATUM_KEYS.filter((key) => keys.includes(key))
				.map((key) => t(`sampling.stratum.${key}`))
				.join(' · ');
