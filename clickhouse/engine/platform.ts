/** Whether libchdb can run on this machine. */
import { readFileSync } from 'node:fs';
import { tryResolveLibchdb } from 'chdb/libchdb';

export interface Machine {
	readonly platform: string;
	readonly arch: string;
	/** `/proc/cpuinfo`, or null where there is none. */
	readonly cpuInfo: string | null;
	/** Whether npm has installed the engine's library for this platform. */
	readonly hasLibrary: boolean;
}

/** A reason why the embedded engine cannot run, or null. */
export function whyUnsupported({ platform, arch, cpuInfo, hasLibrary }: Machine): string | null {
	if (platform === 'win32') return 'it does not exist for Windows (it runs inside WSL 2)';
	if (!hasLibrary) {
		return (
			`its library for ${platform}-${arch} is not installed. It exists for Linux with glibc (not Alpine) and macOS, ` +
			'on x64 and arm64; if this is such a machine, run "npm ci" without --omit=optional'
		);
	}
	if (platform === 'linux' && arch === 'x64' && cpuInfo !== null && !/\bavx2\b/.test(cpuInfo)) {
		return 'this processor lacks the AVX2 instructions it needs';
	}
	return null;
}

export function thisMachine(): Machine {
	return {
		platform: process.platform,
		arch: process.arch,
		cpuInfo: readOrNull('/proc/cpuinfo'),
		hasLibrary: tryResolveLibchdb() !== undefined
	};
}

function readOrNull(file: string): string | null {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}
