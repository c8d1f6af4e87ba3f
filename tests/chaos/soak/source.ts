/** CloudEvents source of the load, by which it is counted at the end. */
export const SOAK_SOURCE = '//soak/load';
