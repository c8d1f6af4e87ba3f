/** One figure of `/metrics`; null when it is not there or nobody answers. */
const ANSWER_WITHIN_MS = 4000;

export interface MetricsText {
	figure(name: string): number | null;
}

export async function readMetrics(url: string): Promise<MetricsText> {
	const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
		.then((answer) => answer.text())
		.catch(() => '');
	return {
		figure(name) {
			const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
			const value = Number(line?.slice(name.length + 1));
			return line === undefined || Number.isNaN(value) ? null : value;
		}
	};
}
