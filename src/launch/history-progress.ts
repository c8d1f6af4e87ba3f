/** Shows the progress that the demo centre reports while it loads its history. */
import { startProgress } from './progress.ts';
import type { Progress } from './progress.ts';

interface Report {
	progress: { share: number; words?: string; done?: boolean };
}

function readReport(line: string): Report | null {
	if (!line.startsWith('{"progress"')) return null;
	try {
		return JSON.parse(line) as Report;
	} catch {
		return null;
	}
}

/** A function for each line of its output. */
export function historyProgress(): (line: string) => void {
	let bar: Progress | null = null;
	return (line) => {
		const report = readReport(line);
		if (!report) return;
		bar ??= startProgress('  Demo history');
		const { share, words = '', done = false } = report.progress;
		if (done) bar.done(words === '' ? 'loaded.' : words);
		else bar.update(share, words);
	};
}
