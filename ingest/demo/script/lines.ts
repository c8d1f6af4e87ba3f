/** What people say in one language; `{name}`, `{amount}`, `{number}` and `{hour}` are filled in. */
import type { Topic } from '../topics.ts';

export type Mood = 'pleased' | 'neutral' | 'upset';

type Sayings = readonly string[];

export interface Lines {
	/** How a customer starts, calm or upset. */
	readonly opening: Readonly<Record<Topic, { readonly calm: Sayings; readonly upset: Sayings }>>;
	/** What a customer answers in between. */
	readonly reply: Readonly<Record<Mood, Sayings>>;
	readonly farewell: { readonly settled: Sayings; readonly open: Sayings };
	readonly bot: { readonly greeting: Sayings; readonly queued: Sayings };
	readonly agent: {
		readonly greeting: Sayings;
		readonly sorry: Sayings;
		readonly question: Sayings;
		readonly working: Sayings;
		readonly settled: Sayings;
		readonly open: Sayings;
	};
	readonly letter: { readonly settled: Sayings; readonly open: Sayings };
	readonly comment: { readonly good: Sayings; readonly poor: Sayings };
	readonly mention: Readonly<Record<Mood, Sayings>>;
	readonly incident: Sayings;
	readonly rival: Sayings;
}
