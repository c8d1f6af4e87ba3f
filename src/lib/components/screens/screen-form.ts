/** What can be wrong with a form about a screen. */
import type { ScreenFault } from '#lib/domain/screens/screen-draft.ts';

/** `boards`: one of them is gone, or not theirs to give; `gone`: the screen itself. */
export type ScreenFormFault = ScreenFault | 'boards' | 'gone';

export type PairFault = Exclude<ScreenFormFault, 'gone'> | 'code' | 'wait';
