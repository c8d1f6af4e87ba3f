import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEm } from '#lib/format/text-width.ts';
import { wrapText } from './wrap-text.ts';

describe('lines of a text in a picture', () => {
	it('breaks between words', () => {
		expect(wrapText('Resolver a la primera', 8, 3)).toEqual(['Resolver a la', 'primera']);
		expect(wrapText('', 8, 3)).toEqual([]);
	});

	it('says where something was left out', () => {
		expect(wrapText('Resolver a la primera sin transferir a nadie', 8, 2).at(-1)).toMatch(/…$/u);
		expect(wrapText('Desoxirribonucleoproteína', 6, 2)[0]).toMatch(/^Desox.*…$/u);
	});

	it('never takes more room than there is', () => {
		fc.assert(
			fc.property(fc.lorem({ maxCount: 20 }), fc.integer({ min: 3, max: 20 }), (text, room) => {
				const lines = wrapText(text, room, 3);
				expect(lines.length).toBeLessThanOrEqual(3);
				for (const line of lines) expect(textEm(line)).toBeLessThanOrEqual(room);
			})
		);
	});
});
