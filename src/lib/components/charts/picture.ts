/** A chart as a picture to keep: with what it is, of when and where inside, so that it says so wherever it is pasted. */
import type { EChartsCoreOption } from 'echarts/core';
import type { FigurePaint } from './figure-paint.ts';

export type PictureKind = 'png' | 'svg';

export interface PictureWords {
	readonly title: string;
	/** The period, the zone, the filters. */
	readonly subtitle: string;
}

const WIDTH_PX = 1280;
const HEAD_PX = 76;
const PIXELS = 2;

const mediaType: Record<PictureKind, string> = {
	png: 'image/png',
	svg: 'image/svg+xml;charset=utf-8'
};

/** The option with its title above, everything else moved down. */
function withTitle(
	option: EChartsCoreOption,
	{ title, subtitle }: PictureWords,
	paint: FigurePaint
): EChartsCoreOption {
	const grid = option['grid'] as { readonly top?: number } | undefined;
	return {
		...option,
		animation: false,
		backgroundColor: paint.page,
		grid: { ...grid, top: (grid?.top ?? 0) + HEAD_PX },
		title: {
			text: title,
			subtext: subtitle,
			left: 20,
			top: 16,
			textStyle: { color: paint.strong, fontFamily: paint.font, fontSize: 20, fontWeight: 600 },
			subtextStyle: { color: paint.text, fontFamily: paint.font, fontSize: 13 }
		}
	};
}

function bytesOf(dataUrl: string, kind: PictureKind): Blob {
	const text = dataUrl.slice(dataUrl.indexOf(',') + 1);
	if (kind === 'svg') return new Blob([decodeURIComponent(text)], { type: mediaType.svg });
	const binary = atob(text);
	return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], {
		type: mediaType.png
	});
}

export async function drawPicture(
	kind: PictureKind,
	{
		option,
		words,
		paint,
		heightPx
	}: {
		readonly option: EChartsCoreOption;
		readonly words: PictureWords;
		readonly paint: FigurePaint;
		readonly heightPx: number;
	}
): Promise<Blob> {
	const { init } = await import('./picture-echarts.ts');
	const place = document.createElement('div');
	const chart = init(place, null, {
		renderer: kind === 'svg' ? 'svg' : 'canvas',
		width: WIDTH_PX,
		height: heightPx + HEAD_PX,
		devicePixelRatio: PIXELS
	});
	try {
		chart.setOption(withTitle(option, words, paint));
		const url = chart.getDataURL(
			kind === 'svg' ? { type: 'svg' } : { type: 'png', pixelRatio: PIXELS }
		);
		return bytesOf(url, kind);
	} finally {
		chart.dispose();
	}
}

/** Hands the browser a file to keep. */
export function saveFile(blob: Blob, name: string): void {
	const address = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
	// After the click has been taken up.
	setTimeout(() => {
		URL.revokeObjectURL(address);
	}, 10_000);
}
