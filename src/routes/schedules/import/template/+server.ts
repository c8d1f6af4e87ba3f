import { dateIn } from '#lib/domain/workforce/import-clock.ts';
import { CSV, csvStream, download } from '#lib/server/export/csv.ts';
import { runtime } from '#lib/server/runtime.ts';
import { templateRows } from '#lib/server/workforce/import-template.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const { config } = await runtime();
	const zone = config.timeZone;
	const { header, rows } = templateRows(locals.preferences.language, {
		date: dateIn(Date.now(), zone),
		zone
	});
	return download('atalaya-schedules.csv', CSV, csvStream(header, rows));
};
