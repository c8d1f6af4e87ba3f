import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { LONGEST_NOTE } from '#lib/domain/alerts/alert.ts';
import { alertAnswer } from '#lib/server/alerts/alert-answer.ts';
import { seenAlert } from '#lib/server/alerts/seen-rules.ts';
import { badParameter, jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { actorOf } from '#lib/server/audit/actor.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const Body = TypeCompiler.Compile(
	Type.Object({ note: Type.Optional(Type.String({ maxLength: LONGEST_NOTE })) })
);

async function readBody(request: Request): Promise<unknown> {
	const text = await request.text();
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

export const POST: RequestHandler = async ({ params, request, locals, getClientAddress }) => {
	const parts = await runtime();
	const { principal } = locals;
	const body = await readBody(request);
	if (!Body.Check(body))
		return problemResponse(
			badParameter(
				'note',
				`send JSON such as {"note": "…"}, with at most ${LONGEST_NOTE} characters`
			)
		);
	const alert = await seenAlert(parts, principal, params.id);
	if (!alert)
		return problemResponse({
			status: 404,
			code: 'not_found',
			title: 'No such alert',
			detail: 'there is no alert of this id'
		});
	const actor = actorOf({ principal, address: getClientAddress() });
	const done = await parts.alerts.log.acknowledge(alert.id, body.note ?? '', actor);
	if (!done)
		return problemResponse({
			status: 409,
			code: 'not_open',
			title: 'Not open',
			detail: 'the alert has ended, or somebody has acknowledged it already'
		});
	await parts.alerts.changed();
	return jsonResponse(alertAnswer(done));
};
