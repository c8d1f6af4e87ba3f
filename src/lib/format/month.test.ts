import { expect, test } from 'vitest';
import { monthFormat } from './month.ts';

test('a month is told with its year, a stretch by its first and last', () => {
	const spanish = monthFormat('es-ES');
	expect(spanish.month('2026-10')).toBe('octubre de 2026');
	expect(spanish.stretch(['2026-10'])).toBe('octubre de 2026');
	expect(spanish.stretch(['2026-01', '2026-02', '2026-03'])).toMatch(/^enero.*marzo de 2026$/);
	expect(monthFormat('en-GB').stretch(['2025-12', '2026-01'])).toMatch(
		/^December 2025.*January 2026$/
	);
	expect(spanish.stretch([])).toBe('');
});
