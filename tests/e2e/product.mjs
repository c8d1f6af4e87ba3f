// The product as browser tests meet it. What it wrote is removed once it has ended: before, it still writes.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import process from 'node:process';

const directory = process.env['DATA_DIR'] ?? '';
const product = spawn(process.execPath, ['src/launch/start.mjs', '--no-history'], {
	stdio: 'inherit'
});
// Whoever ends the tests tells the whole group of processes; this one ends last.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
product.on('exit', (code) => {
	if (directory.startsWith(tmpdir()))
		rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
	process.exit(code ?? 1);
});
