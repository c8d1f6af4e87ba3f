/** The language a customer or an agent wrote in. Pure: the same event gives the same one. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { textLanguage } from '#lib/domain/regulation/text-language.ts';

/** Empty when it is not known, and of whatever is no text of a person. */
export function languageColumn(event: DomainEvent): string {
	if (event.name !== 'interaction.message') return '';
	const { author, text, language } = event.data;
	if (author !== 'customer' && author !== 'agent') return '';
	return textLanguage(text ?? '', language) ?? '';
}
