/** The lexicon of each language. */
import { buildLexicon } from './lexicon.ts';
import type { LexiconNode } from './lexicon.ts';
import type { Language } from './sentiment.ts';
import { EN_GENERAL } from './lexicon/en-general.ts';
import { EN_SERVICE } from './lexicon/en-service.ts';
import { ES_GENERAL } from './lexicon/es-general.ts';
import { ES_SERVICE } from './lexicon/es-service.ts';
import { PT_GENERAL } from './lexicon/pt-general.ts';
import { PT_SERVICE } from './lexicon/pt-service.ts';

/** `none` is for texts in another language: only their emoji are looked at. */
export const LEXICONS: Readonly<Record<Language | 'none', LexiconNode>> = {
	es: buildLexicon(ES_SERVICE, ES_GENERAL),
	pt: buildLexicon(PT_SERVICE, PT_GENERAL),
	en: buildLexicon(EN_SERVICE, EN_GENERAL),
	none: buildLexicon()
};
