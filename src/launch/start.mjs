// The one entry of every `npm` command that runs the product. Plain JavaScript without packages: on a fresh clone there
// are none yet. Installs and builds what is missing, then hands over to TypeScript.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { ROOT, buildIfStale, checkNode, installIfStale } from './prepare.mjs';

const COMMANDS = {
	start: './main.ts',
	engine: '../../clickhouse/engine/main.ts',
	import: '../../ingest/commands/import.ts',
	rebuild: '../../clickhouse/commands/rebuild.ts',
	'dead-letters': '../../ingest/commands/dead-letters.ts',
	'admin-link': './commands/admin-link.ts',
	'audit-verify': './commands/audit-verify.ts',
	backup: './commands/backup.ts',
	restore: './commands/restore.ts',
	schema: '../../clickhouse/commands/schema.ts',
	'schema-check': '../../clickhouse/commands/schema-check.ts',
	dev: './dev.ts'
};

const [first, ...rest] = process.argv.slice(2);
const command = first !== undefined && first in COMMANDS ? first : 'start';
const args = command === first ? rest : process.argv.slice(2);

checkNode();
// Commands take file names relative to where they were typed; npm changes the directory and says where that was.
const typedIn = process.env.INIT_CWD ?? process.cwd();
process.chdir(ROOT);
if (existsSync('.env')) process.loadEnvFile('.env');
installIfStale();
if (command === 'start') buildIfStale();
process.argv = [process.argv[0], COMMANDS[command], ...args];
process.env.ATALAYA_TYPED_IN = typedIn;

const { register } = await import('tsx/esm/api');
register();
await import(new URL(COMMANDS[command], import.meta.url).href);
