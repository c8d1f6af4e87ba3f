import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** After the run: the directory the configuration made for the product. */
export default function removeData(): void {
	const directory = process.env['E2E_DATA_DIR'];
	if (directory?.startsWith(tmpdir()))
		rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}
