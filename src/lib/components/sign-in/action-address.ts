/** Address of a form action; a language that the address of the page names stays named. */
export function actionAddress(page: URL, action: string | null): string {
	const lang = page.searchParams.get('lang');
	const parts = [
		...(action === null ? [] : [`/${action}`]),
		...(lang === null ? [] : [`lang=${encodeURIComponent(lang)}`])
	];
	// A bare `?` takes away what the page was opened with.
	return `?${parts.join('&')}`;
}
