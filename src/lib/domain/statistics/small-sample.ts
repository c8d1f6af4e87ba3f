/** The least number of answers on which a figure is shown as firm; fewer are shown faint with their interval, never hidden. */
export const LEAST_SAMPLE = 30;

/** Whether so few answered that the figure is only a hint; a figure of nothing is none. */
export const isSmallSample = (n: number): boolean => n > 0 && n < LEAST_SAMPLE;
