/** What an initiative says in words. */
import type { CalendarDay } from '#lib/domain/history/period.ts';
import type { MeasureFacts } from '#lib/domain/scorecard/measure-unit.ts';
import type { InitiativeStatus } from '#lib/domain/scorecard/strategy/initiative-status.ts';
import type { SentFault } from '#lib/domain/scorecard/strategy/sent-initiative.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** `20 nov 2026`; a day of the calendar has no zone. */
export function dayText({ locale }: Pick<Reader, 'locale'>): (day: CalendarDay) => string {
	const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
	return (day) => format.format(new Date(`${day}T00:00:00Z`));
}

/** `en curso: en alerta`, `finalizada`. */
export function statusText({ t }: Pick<Reader, 't'>, { stage, level }: InitiativeStatus): string {
	const word = t(`strategy.stage.${stage}`);
	return stage === 'underWay' ? `${word}: ${t(`strategy.level.${level}`)}` : word;
}

/** Behind or ahead of its plan, in points. */
export function scheduleText(reader: Reader, { done, due, stage }: InitiativeStatus): string {
	const percent = reader.numbers.wholePercent;
	return stage === 'underWay'
		? reader.t('strategy.doneOfDue', { done: percent(done), due: percent(due) })
		: reader.t('strategy.doneOnly', { done: percent(done) });
}

/** A fault of a row names its row, counted from 1. */
export function faultText({ t }: Pick<Reader, 't'>, fault: SentFault): string {
	const [field = '', row] = fault.split('.');
	if (row !== undefined) {
		const n = Number(row) + 1;
		if (field === 'milestone') return t('strategy.fault.milestone', { n });
		return t(field === 'effect' ? 'strategy.fault.effect' : 'strategy.fault.effectTwice', { n });
	}
	return t(`strategy.fault.${fault as Exclude<SentFault, `${string}.${number}`>}`);
}

/** Measures to choose from, each with how a change of it is typed. */
export const measureOptions = (
	{ t }: Pick<Reader, 't'>,
	facts: Readonly<Record<string, MeasureFacts>>
): { readonly id: string; readonly name: string; readonly hint: string }[] =>
	Object.entries(facts).map(([id, { name, unit }]) => ({
		...{ id, name },
		hint: t(`strategy.unit.${unit}`)
	}));
