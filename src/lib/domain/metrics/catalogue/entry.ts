/** What entries of the catalogue share. */
import type { Dimension, LocalText, Split } from '../metric.ts';

export const localText = (es: string, en: string, pt: string): LocalText => ({ es, en, pt });

export const BY_ALL: readonly Dimension[] = ['queue', 'channel', 'agent', 'team'];
/** Evaluations, also by who made them. */
export const BY_ALL_AND_EVALUATOR: readonly Split[] = [...BY_ALL, 'evaluator'];
export const BY_QUEUE: readonly Dimension[] = ['queue'];
/** What people do with their time is of no queue. */
export const BY_AGENT: readonly Dimension[] = ['agent', 'team'];
