import { answerPeaks } from '#lib/server/recordings/answer-recording.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => answerPeaks(await runtime(), event);
