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
}

export interface PrivacySources {
	readonly masking: () => MaskingSettings;
	readonly isErased: (event: DomainEvent) => boolean;
}

export const createPrivacy = ({ masking, isErased }: PrivacySources): Privacy => ({
	protect: (value, event) =>
		isErased(event)
			? { value: redactEvent({ ...value }), isErased: true }
			: { value: maskEvent(value, masking()), isErased: false }
});
