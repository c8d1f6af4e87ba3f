/** What became of one attempt to tell somebody. */
export interface Outcome {
	/** `again`: another attempt may do better. */
	readonly state: 'sent' | 'failed' | 'again';
	/** Status of the answer, or a word for what went wrong; never words of the other side. */
	readonly result: string;
}
