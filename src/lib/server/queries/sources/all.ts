/** Every source, by name. */
import type { Source } from '#lib/domain/metrics/measures.ts';
import { AGENT_TIME } from './agent-time.ts';
import { CALL_WAITS } from './call-waits.ts';
import { COMPLAINTS } from './complaints.ts';
import { CONTACTS } from './contacts.ts';
import { FIRST_CONTACT } from './first-contact.ts';
import { QUALITY } from './quality.ts';
import { REPLIES } from './replies.ts';
import type { MeasureSource } from './source.ts';
import { SURVEYS } from './surveys.ts';

export const MEASURE_SOURCES: Readonly<Record<Source, MeasureSource>> = {
	contacts: CONTACTS,
	firstContact: FIRST_CONTACT,
	surveys: SURVEYS,
	quality: QUALITY,
	agentTime: AGENT_TIME,
	callWaits: CALL_WAITS,
	complaints: COMPLAINTS,
	replies: REPLIES
};
