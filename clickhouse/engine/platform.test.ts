import { describe, expect, test } from 'vitest';
import { whyUnsupported } from './platform.ts';

const machine = (platform: string, arch: string, cpuInfo: string | null, hasLibrary = true) => ({
	platform,
	arch,
	cpuInfo,
	hasLibrary
});

describe('the platform of the engine', () => {
	test.each([
		['Linux with AVX2 runs it', machine('linux', 'x64', 'flags: sse4_2 avx avx2 bmi1'), null],
		['Linux whose processor is unknown is tried', machine('linux', 'x64', null), null],
		['arm64 needs no AVX2', machine('linux', 'arm64', 'Features: asimd'), null],
		['macOS runs it', machine('darwin', 'arm64', null), null],
		['AVX alone is not enough', machine('linux', 'x64', 'flags: sse4_2 avx'), 'AVX2'],
		['Windows is told of WSL', machine('win32', 'x64', null, false), 'WSL 2'],
		['a missing library is named', machine('linux', 'x64', 'avx2', false), 'linux-x64']
	])('%s', (_why, given, expected) => {
		const reason = whyUnsupported(given);
		expect(expected === null ? reason : reason?.includes(expected)).toBe(
			expected === null ? null : true
		);
	});
});
