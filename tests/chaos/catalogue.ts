/** `npm run chaos -- catalogue`: the cases of groups K and C that take minutes. */
import { parseArgs } from 'node:util';
import { LONG_CASES } from './catalogue/long-cases.ts';
import type { LongCase } from './catalogue/long-cases.ts';
import { Stand } from './catalogue/stand.ts';

export const help = `  The cases of the catalogue that take minutes, one after the other (about 20 minutes).
    --only <case>    one of them: ${LONG_CASES.map(({ name }) => name).join(', ')}
${LONG_CASES.map(({ name, says }) => `    ${name.padEnd(16)} ${says}`).join('\n')}`;

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } } });
	const chosen = LONG_CASES.filter(({ name }) => values.only === undefined || name === values.only);
	if (chosen.length === 0) {
		console.error(`There is no case "${values.only ?? ''}".`);
		return false;
	}
	const interrupted = new Promise<never>((_resolve, reject) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const)
			process.once(signal, () => {
				reject(new Error('interrupted'));
			});
	});
	const stand = await Stand.open();
	let broken = 0;
	try {
		for (const each of chosen) {
			const fault = await Promise.race([faultOf(each, stand), interrupted]);
			if (fault !== null) broken += 1;
			console.log(
				`${fault === null ? 'held  ' : 'BROKEN'} ${each.name} ${each.says}${fault ?? ''}`
			);
			await stand.clear();
		}
	} catch (cause) {
		console.log(cause instanceof Error ? cause.message : String(cause));
		return false;
	} finally {
		await stand.close();
	}
	return broken === 0;
}

/** Null when it held. */
async function faultOf({ name, says, run: play }: LongCase, stand: Stand): Promise<string | null> {
	console.error(`${name}: ${says}`);
	const startedAt = performance.now();
	try {
		await play(stand);
		console.error(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
		return null;
	} catch (cause) {
		return `: ${cause instanceof Error ? cause.message : String(cause)}`;
	}
}
