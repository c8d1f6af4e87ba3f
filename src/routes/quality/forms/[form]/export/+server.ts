import { error } from '@sveltejs/kit';
import { formFile } from '#lib/domain/quality/form-shape.ts';
import { seenForm } from '#lib/server/quality/seen-forms.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** What a file can be called on every system. */
const fileName = (name: string): string =>
	name
		.normalize('NFD')
		.replace(/[^\w-]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.toLowerCase()
		.slice(0, 60) || 'form';

/** `?version=3`: that version; without it what is being written, else the newest version. */
export const GET: RequestHandler = async ({ locals: { principal }, params, url }) => {
	const parts = await runtime();
	const form = await seenForm(parts, principal, params.form);
	if (!form) error(404, 'no such form');
	const asked = url.searchParams.get('version');
	const draft = form.isEditable ? form.draft : null;
	const content =
		asked === null
			? (draft ?? form.newest?.content)
			: (await parts.quality.forms.published(form.id, Number(asked)))?.content;
	if (!content) error(404, 'no such version');
	const name = `${fileName(content.name)}${asked === null ? '' : `-v${asked}`}.json`;
	return new Response(`${JSON.stringify(formFile(content), null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
};
