/** Every source, by name. */
import type { Source } from '#lib/domain/metrics/measures.ts';
import { AGENT_TIME } from './agent-time.ts';
import { CONTACTS } from './contacts.ts';
import { FIRST_CONTACT } from './first-contact.ts';
import { QUALITY } from './quality.ts';
import type { MeasureSource } from './source.ts';
import { SURVEYS } from './surveys.ts';

export const MEASURE_SOURCES: Readonly<Record<Source, MeasureSource>> = {
	contacts: CONTACTS,
	firstContact: FIRST_CONTACT,
	surveys: SURVEYS,
	quality: QUALITY,
	agentTime: AGENT_TIME
};
