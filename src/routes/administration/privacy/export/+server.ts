/** Everything there is of one customer, as a file. Asked for by POST: an id of a customer has no place in an address. */
import { Readable } from 'node:stream';
import { problemResponse } from '#lib/server/api/problem.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { customerHash } from '#lib/server/administration/customer-hash.ts';
import { NDJSON, download } from '#lib/server/export/csv.ts';
import { rawField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const LONGEST_ID = 200;

export const POST: RequestHandler = async (event) => {
	const customer = rawField(await event.request.formData(), 'customer').trim();
	if (customer === '' || customer.length > LONGEST_ID || !customer.isWellFormed())
		return problemResponse({
			status: 422,
			code: 'invalid_customer',
			title: 'Not the id of a customer',
			detail: `the id has 1 to ${LONGEST_ID} characters`
		});
	const { privacyJobs, audit, storeKey } = await runtime();
	const actor = actingIn(event);
	const hash = customerHash(storeKey, customer);
	await audit.record(actor, {
		action: 'customer.exported',
		object: 'customer',
		before: null,
		after: { customerHash: hash }
	});
	// Kit tells of a reader who went away by ending the stream, and that ends the search.
	const abort = new AbortController();
	const lines = Readable.from(privacyJobs.exportCustomer(customer, abort.signal, actor.id));
	lines.once('close', () => {
		abort.abort();
	});
	return download(`customer-${hash.slice(0, 12)}.ndjson`, NDJSON, lines);
};
