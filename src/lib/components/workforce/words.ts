/** Activities and states in the reader's words, in full and in two letters. */
import type { Activity, StateClass } from '#lib/domain/workforce/activity.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

type Shown = Activity | StateClass;

export const activityName = (reader: Reader, what: Shown): string =>
	reader.t(`workforce.activity.${what}`);

/** Empty where there is nobody to name. */
export const shortName = (reader: Reader, what: Shown): string =>
	what === 'off' ? '' : reader.t(`workforce.short.${what}`);
