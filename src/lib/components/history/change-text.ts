/** A change of a definition, in words. */
import type { DefinitionChange } from '#lib/domain/history/definition-changes.ts';
import { formatThreshold } from '#lib/format/duration.ts';
import type { Translate } from '#lib/i18n/translator.ts';

const say = (value: string | number | null): string => {
	if (value === null) return '';
	return typeof value === 'number' ? formatThreshold(value) : value;
};

/** `T 20 s → 30 s, Ventas` */
export function changeText(
	{ setting, before, after, queueName }: DefinitionChange,
	t: Translate
): string {
	const what = t(`history.setting.${setting}`);
	if (setting === 'hours') return `${what}, ${queueName}`;
	return `${what} ${say(before)} → ${say(after)}, ${queueName}`;
}
