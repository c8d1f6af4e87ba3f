/** A bar on a terminal, a line now and then elsewhere. */

const WIDTH = 32;
const LINE_EVERY_MS = 5000;

export interface Progress {
	/** 0 to 1, with words for what is done. */
	update(share: number, words: string): void;
	/** Ends the line of the bar. */
	done(words: string): void;
}

export function startProgress(title: string, out: NodeJS.WriteStream = process.stdout): Progress {
	let lastLineAt = 0;
	let drawn = false;
	return {
		update(share, words) {
			const percent = `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5);
			if (out.isTTY) {
				const full = Math.round(Math.min(1, share) * WIDTH);
				out.write(
					`\r${title} [${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ${percent} ${words}\u001b[K`
				);
				drawn = true;
			} else if (Date.now() - lastLineAt > LINE_EVERY_MS) {
				lastLineAt = Date.now();
				out.write(`${title} ${percent} ${words}\n`);
			}
		},
		done(words) {
			out.write(`${drawn ? '\r\u001b[K' : ''}${title} ${words}\n`);
		}
	};
}
