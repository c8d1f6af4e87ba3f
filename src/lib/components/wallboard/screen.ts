/** What the person at this screen chose, and what the tiles may ask of the screen. */
import { createContext } from 'svelte';
import type { Status } from '#lib/domain/boards/status.ts';
import type { PassportCodes } from './passport-codes.svelte.ts';

export interface Screen {
	/** Groups small enough to name a person are not told. */
	readonly isPrivate: boolean;
	/** Time zone of the board. */
	readonly zone: string;
	/** Rises every few seconds, unless a person stopped it: pages of tables take turns by it, all at once. */
	readonly turn: number;
	/** Changes when the colours of the page do. */
	readonly colours: unknown;
	readonly onCrossing: (status: Status) => void;
	/** How numbers lead to where they come from; absent where they do not. */
	readonly passports?: {
		readonly board: string;
		/** Whether they can be clicked; else only their codes are shown. */
		readonly isLinked: boolean;
		readonly codes: PassportCodes;
	};
}

export const [useScreen, provideScreen] = createContext<Screen>();
