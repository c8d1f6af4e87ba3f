/** What an entry of a contact is called, and what is said beside that. */
import type { TimelineEntry } from '#lib/domain/records/timeline.ts';
import { formatDuration } from '#lib/format/duration.ts';
import type { Translate } from '#lib/i18n/translator.ts';

const isKnownMedia = (media: string): media is 'audio' | 'screen' =>
	media === 'audio' || media === 'screen';

export function headOf(entry: TimelineEntry, t: Translate): string {
	switch (entry.kind) {
		case 'step':
			return t(`records.step.${entry.step}`);
		case 'message':
			return t(`records.author.${entry.author}`);
		case 'recording':
			return isKnownMedia(entry.media)
				? t(`records.recording.${entry.media}`)
				: t('records.recording.other', { media: entry.media });
		default:
			return entry satisfies never;
	}
}

export function detailsOf(entry: TimelineEntry, t: Translate): string[] {
	const details =
		entry.kind === 'step'
			? [
					entry.queue,
					entry.agent,
					entry.by === null ? '' : t(`records.author.${entry.by}`),
					entry.reason
				]
			: [entry.agent];
	if (entry.kind === 'recording' && entry.durationMs !== null) {
		const duration = formatDuration(entry.durationMs);
		details.push(t('records.recording.lasts', { duration }));
	}
	return details.filter((detail) => detail !== '');
}
