/** Why a contact that was to be judged is not judged. Each is kept: a sample is only as good as what was left out of it. */
export const SKIP_REASONS = [
	/** There is nothing to judge: no text, no recording, or it cannot be heard. */
	'nothing_to_judge',
	'too_short',
	/** Not a contact with a customer: a test, a wrong number, silence. */
	'no_customer',
	'wrong_form',
	/** In a language whoever judges does not speak. */
	'language',
	/** Whoever judges knows the customer or had a part in the contact. */
	'conflict_of_interest',
	'other'
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const isSkipReason = (word: string): word is SkipReason =>
	(SKIP_REASONS as readonly string[]).includes(word);
