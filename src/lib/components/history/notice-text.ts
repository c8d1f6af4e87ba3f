/** Why something in the address was not taken as it stood. */
import type { Notice } from '#lib/domain/history/history-ask.ts';
import { MOST_METRICS, MOST_NAMES } from '#lib/domain/history/history-ask.ts';
import { LONGEST_DAYS } from '#lib/domain/history/period.ts';
import type { Translate } from '#lib/i18n/translator.ts';

export function noticeText({ kind, text }: Notice, t: Translate): string {
	switch (kind) {
		case 'metrics':
			return t('history.notice.metrics', { n: MOST_METRICS });
		case 'long':
			return t('history.notice.long', { n: LONGEST_DAYS });
		case 'names':
			return t('history.notice.names', { n: MOST_NAMES });
		case 'dates':
		case 'agents':
			return t(`history.notice.${kind}`);
		default:
			return t(`history.notice.${kind}`, { text });
	}
}
