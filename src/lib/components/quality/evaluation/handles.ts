/** What the parts of the workspace let whoever embeds them do. */
import type { Moment } from '#lib/domain/quality/answers.ts';

export interface ContactHandle {
	/** A comment at the moment that is in hand. */
	pinHere(): void;
	focusContact(): void;
	goTo(moment: Pick<Moment, 'atMs' | 'event'>): void;
	togglePlay(): void;
}
export interface EntriesHandle {
	focusEntry(id?: string): void;
	showEntry(id: string): void;
}
export interface FieldsHandle {
	focusQuestion(id: string, what?: 'answer' | 'comment'): void;
}
export interface MomentsHandle {
	focusMoment(id: string): Promise<void>;
}
export interface HelpHandle {
	show(): void;
}

/** A point of the contact; `event` is empty for an instant of the recording. */
export type PinPoint = Pick<Moment, 'atMs' | 'event'>;
