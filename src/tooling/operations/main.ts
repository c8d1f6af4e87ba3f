/** `npm run operations`: writes the files for operations that are made of the code. */
import { writeFileSync } from 'node:fs';
import { OPERATIONS_DIRECTORY, operationsFiles } from './files.ts';

for (const [name, text] of await operationsFiles()) {
	writeFileSync(new URL(name, OPERATIONS_DIRECTORY), text);
	console.log(`docs/operations/${name}`);
}
