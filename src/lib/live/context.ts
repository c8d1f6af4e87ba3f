/** The live board of the screen, for the tiles on it. */
import { createContext } from 'svelte';
import type { LiveView } from './live-view.svelte.ts';

export const [useLive, provideLive] = createContext<LiveView>();
