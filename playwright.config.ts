import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/browser.mjs';

// Read again by every worker: what the first reading chose is handed on in the environment.
const dataDir = (process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'atalaya-e2e-')));
const port = Number(process.env['E2E_PORT'] ?? 23170);
const executablePath = findBrowser();

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.e2e.ts',
	globalSetup: './tests/e2e/sign-in.setup.ts',
	outputDir: 'tests/results/browser',
	fullyParallel: false,
	// One product, two cores.
	workers: 1,
	timeout: 90_000,
	retries: process.env['CI'] ? 1 : 0,
	reporter: [['list'], ['json']],
	expect: { timeout: 20_000 },
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		// Whoever administers the demo centre; tests of signing in begin as nobody.
		storageState: join(dataDir, 'browser.json'),
		locale: 'es-ES',
		timezoneId: 'Europe/Madrid',
		colorScheme: 'dark',
		viewport: { width: 1920, height: 1080 },
		launchOptions: {
			...(executablePath === null ? {} : { executablePath }),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--font-render-hinting=none'
			]
		}
	},
	webServer: {
		command: 'node tests/e2e/product.mjs',
		url: `http://127.0.0.1:${port}/readyz`,
		env: {
			...(process.env as Record<string, string>),
			PORT: String(port),
			INGEST_PORT: String(port + 1),
			DATA_DIR: dataDir,
			INGEST_TOKEN: 'e2e-ingest-token',
			API_TOKEN: 'e2e-api-token',
			TIME_ZONE: 'Europe/Madrid'
		},
		reuseExistingServer: false,
		timeout: 180_000,
		stdout: 'ignore',
		stderr: 'pipe',
		gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 }
	}
});
