/** A part of the bench in a process of its own, so that what it does delays no measuring but its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Part<Report> {
	readonly pid: number;
	/** Everything since the report before. */
	report(): Promise<Report>;
	end(): Promise<void>;
}

type Said<Report> = { readonly ready: true } | { readonly report: Report };

/** Resolves when the part says that it is ready. The file is named from here. */
export async function startPart<Report>(file: string, options: object): Promise<Part<Report>> {
	const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(options)], {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc']
	});
	const exited = once(child, 'exit');
	const said = async (): Promise<Said<Report>> => {
		const first = await Promise.race([once(child, 'message'), exited.then(() => null)]);
		if (first === null) throw new Error(`${file} ended with ${child.exitCode}`);
		return first[0] as Said<Report>;
	};
	await said();
	return {
		pid: child.pid ?? -1,
		async report() {
			const answer = said();
			child.send('report');
			const message = await answer;
			if (!('report' in message)) throw new Error(`${file} did not report`);
			return message.report;
		},
		async end() {
			if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
			await exited;
		}
	};
}

/** The other side: what the process was asked to do. */
export const partOptions = (): unknown => JSON.parse(process.argv[2] ?? '{}');

/** Says that it is ready and reports when asked; ends with its parent. */
export function servePart(report: () => unknown): void {
	process.on('message', () => process.send?.({ report: report() }));
	process.on('disconnect', () => process.exit(0));
	process.send?.({ ready: true });
}
