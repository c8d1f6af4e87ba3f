/** Why a process cannot work on a directory, in words for whoever starts it. */
export class DirectoryUnusableError extends Error {
	override readonly name = 'DirectoryUnusableError';
	constructor(directory: string, reason: string, options: ErrorOptions) {
		super(
			`nothing can be written in ${directory} (${reason}). DATA_DIR has to be a directory of this user, on a disk with room.`,
			options
		);
	}
}

/** What a disk says when it does not want. */
const DISK_CODES: ReadonlySet<unknown> = new Set([
	'EACCES',
	'EPERM',
	'EROFS',
	'EEXIST',
	'ENOENT',
	'ENOTDIR',
	'ENOSPC',
	'EDQUOT',
	'EIO'
]);

/** Throws DirectoryUnusableError in the place of what the disk says. */
export async function onDirectory<T>(directory: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		const isDisk = cause instanceof Error && 'code' in cause && DISK_CODES.has(cause.code);
		if (!isDisk) throw cause;
		throw new DirectoryUnusableError(directory, cause.message, { cause });
	}
}
