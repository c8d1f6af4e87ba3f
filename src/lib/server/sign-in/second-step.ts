/** Between the password and the second factor: a sealed note that the browser keeps. It is no session and opens nothing. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { open, seal } from '../seal.ts';

export const SECOND_STEP_MS = 5 * 60_000;
const CONTEXT = 'second-step';

const SecondStep = Type.Object({
	person: Type.String(),
	/** What the first step was. */
	method: Type.Union([Type.Literal('password'), Type.Literal('link')]),
	/** A password that was changed since takes the note's worth away. */
	passwordChangedAtMs: Type.Union([Type.Number(), Type.Null()]),
	untilMs: Type.Number()
});
export type SecondStep = Static<typeof SecondStep>;
const check = TypeCompiler.Compile(SecondStep);

export const sealSecondStep = (key: Buffer, step: SecondStep): string =>
	seal(key, JSON.stringify(step), CONTEXT);

/** Null when it is not ours or too old. */
export function openSecondStep(key: Buffer, sealed: string, nowMs: number): SecondStep | null {
	const text = open(key, sealed, CONTEXT);
	if (text === null) return null;
	const step: unknown = JSON.parse(text);
	return check.Check(step) && step.untilMs > nowMs ? step : null;
}
