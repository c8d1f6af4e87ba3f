/** Shown where there is no value: an idle queue has no service level, and that is not zero. */
export const NOTHING = '–';
