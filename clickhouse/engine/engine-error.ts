/** Why there is no engine, in words for whoever has to do something about it. */

/** The engine did not start; the message has its own last words. */
export class EngineError extends Error {
	override readonly name: string = 'EngineError';
}

/** Another process holds the directory. */
export class EngineInUseError extends EngineError {
	override readonly name = 'EngineInUseError';
	constructor(directory: string, options?: ErrorOptions) {
		super(
			`Another engine is already running on ${directory}. It belongs to a running "npm start", "npm run dev" or "npm run engine": ` +
				'use or stop that one, or give this one a directory of its own with DATA_DIR.',
			options
		);
	}
}

/** The data directory cannot be written. */
export class EngineDirectoryError extends EngineError {
	override readonly name = 'EngineDirectoryError';
	constructor(directory: string, cause: unknown) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		super(
			`The engine cannot write its directory ${directory} (${reason}). Set DATA_DIR to a directory this user may write.`,
			{ cause }
		);
	}
}

/** No engine exists for this machine. */
export class EngineUnsupportedError extends EngineError {
	override readonly name = 'EngineUnsupportedError';
	constructor(reason: string, options?: ErrorOptions) {
		super(
			`The embedded engine cannot run here: ${reason}. Set CLICKHOUSE_URL to the address of a ClickHouse server instead.`,
			options
		);
	}
}
