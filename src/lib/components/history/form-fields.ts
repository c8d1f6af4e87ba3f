/** The fields of a form as the browser would send them in an address. */
export function formFields(form: HTMLFormElement): URLSearchParams {
	const query = new URLSearchParams();
	for (const [name, value] of new FormData(form))
		if (typeof value === 'string') query.append(name, value);
	return query;
}
