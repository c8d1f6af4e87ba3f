/** What happens to an event between the door and the disk: erased customers are taken out of it, other texts masked. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { maskEvent } from '#lib/domain/privacy/mask-event.ts';
import type { JsonObject } from '#lib/domain/privacy/mask-event.ts';
import { redactEvent } from '#lib/domain/privacy/redact.ts';
import type { MaskingSettings } from '#lib/domain/settings/settings.ts';

export interface Privacy {
	/** What may be kept of a valid event. */
	protect(value: JsonObject, event: DomainEvent): Protected;
}

export interface Protected {
	/** A valid event again; the same object when all of it may be kept. */
	readonly value: JsonObject;
	/** It is of somebody who was erased. */
	readonly isErased: boolean;
	/** Of the list of erased customers that it was judged by. */
	readonly generation: number;
}

export interface PrivacySources {
	readonly masking: () => MaskingSettings;
	readonly isErased: (event: DomainEvent) => boolean;
	/** Rises whenever somebody is added to those who are erased. */
	readonly generation: () => number;
}

const redacted = (value: JsonObject, generation: number): Protected => ({
	value: redactEvent({ ...value }),
	isErased: true,
	generation
});

export const createPrivacy = ({ masking, isErased, generation }: PrivacySources): Privacy => ({
	protect: (value, event) => {
		const judgedBy = generation();
		if (isErased(event)) return redacted(value, judgedBy);
		const masked = maskEvent(value, masking());
		// A customer who was a card is known, and was erased, by the mark alone.
		if (masked !== value && isErased({ ...event, data: masked['data'] } as DomainEvent)) {
			return redacted(masked, judgedBy);
		}
		return { value: masked, isErased: false, generation: judgedBy };
	}
});
