// Loaded into the processes that are fuzzed: ends them as soon as anything put a name on a prototype that everything inherits.
import process from 'node:process';

const WATCHED = { Object, Array, Function, String, Number, Promise, Map, Buffer };
const EVERY_MS = 500;
/** @type {(value: { prototype: object }) => string} */
const namesOf = ({ prototype }) => Reflect.ownKeys(prototype).map(String).join();

/** @type {Map<string, string>} */
const before = new Map();
for (const [name, value] of Object.entries(WATCHED)) before.set(name, namesOf(value));

setInterval(() => {
	for (const [name, value] of Object.entries(WATCHED)) {
		if (namesOf(value) === before.get(name) && !('x' in {})) continue;
		process.stderr.write(`the prototype of ${name} was changed: ${namesOf(value)}\n`);
		process.exit(97);
	}
}, EVERY_MS).unref();
