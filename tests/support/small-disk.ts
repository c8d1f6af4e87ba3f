/** A file system of a few megabytes in memory, which anybody can fill. Needs root on Linux. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
	readonly directory: string;
	/** Takes all room that is left. */
	fill(): void;
	/** Gives it back. */
	free(): void;
	/** Nobody may write any more, not even root. */
	makeReadOnly(): void;
	/** Whoever works on it has ended. */
	remove(): Promise<void>;
}

const mounted = new Set<string>();
const PIECE = Buffer.alloc(64 * 1024);

/** Null where it can be mounted, else why not. */
export function whyNoSmallDisk(): string | null {
	if (process.platform !== 'linux') return 'a small disk needs Linux (tmpfs)';
	if (process.getuid?.() !== 0) return 'mounting a small disk (tmpfs) needs root';
	try {
		// In a name space of its own, which goes with the command.
		const script = 'mount -t tmpfs -o size=64k tmpfs /mnt';
		execFileSync('unshare', ['--mount', 'sh', '-c', script], { stdio: 'ignore' });
		return null;
	} catch {
		return 'this machine does not let root mount (a container without CAP_SYS_ADMIN)';
	}
}

/** Small pieces at the end, so that not even a short record finds room. */
function writeUntilFull(file: number): void {
	for (let bytes = PIECE.length; bytes >= 1;) {
		try {
			writeSync(file, PIECE, 0, bytes);
		} catch (cause) {
			if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
			bytes = Math.floor(bytes / 16);
		}
	}
}

export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
	const directory = await mkdtemp(join(tmpdir(), 'atalaya-small-disk-'));
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]);
	mounted.add(directory);
	const filler = join(directory, 'filler');
	return {
		directory,
		fill: () => {
			const file = openSync(filler, 'a');
			try {
				writeUntilFull(file);
			} finally {
				closeSync(file);
			}
		},
		free: () => {
			rmSync(filler, { force: true });
		},
		makeReadOnly: () => {
			execFileSync('mount', ['-o', 'remount,ro', directory]);
		},
		remove: async () => {
			execFileSync('umount', [directory]);
			mounted.delete(directory);
			await rm(directory, { recursive: true });
		}
	};
}

/** For a process that ends at once: they go as soon as nobody has a file open on them. */
export function abandonSmallDisks(): void {
	for (const directory of mounted) {
		execFileSync('umount', ['--lazy', directory]);
		rmSync(directory, { recursive: true });
	}
}
