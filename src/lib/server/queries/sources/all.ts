/** Every source, by name. */
import type { Source } from '#lib/domain/metrics/measures.ts';
import { CONTACTS } from './contacts.ts';
import type { MeasureSource } from './source.ts';

export const MEASURE_SOURCES: Readonly<Record<Source, MeasureSource>> = {
	contacts: CONTACTS
};
