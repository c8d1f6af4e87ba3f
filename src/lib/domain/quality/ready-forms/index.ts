/** Forms to begin with, as they are or changed. */
import type { FormContent } from '../form.ts';
import { chatForm } from './chat.ts';
import { socialForm } from './social.ts';
import { voiceForm } from './voice.ts';
import type { ReadyLanguage } from './words.ts';

export const READY_FORMS = ['voice', 'chat', 'social'] as const;
export type ReadyForm = (typeof READY_FORMS)[number];
export const READY_LANGUAGES = ['es', 'en'] as const satisfies readonly ReadyLanguage[];

const MAKE: Readonly<Record<ReadyForm, (language: ReadyLanguage) => FormContent>> = {
	voice: voiceForm,
	chat: chatForm,
	social: socialForm
};

export const readyForm = (form: ReadyForm, language: ReadyLanguage): FormContent =>
	MAKE[form](language);
