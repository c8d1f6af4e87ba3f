// Adds to package-lock.json the optional packages of other platforms that the registry did not list when the
// lock was written; without them `npm ci` refuses the lock. Version from the parent, os/cpu/libc from the name,
// no integrity: npm fills it in on the machines that install them. Run after every `npm install`.
import fs from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const packages = lock.packages;

const osOf = {
	android: 'android',
	darwin: 'darwin',
	freebsd: 'freebsd',
	netbsd: 'netbsd',
	openbsd: 'openbsd',
	sunos: 'sunos',
	aix: 'aix',
	openharmony: 'openharmony',
	linux: 'linux',
	win32: 'win32',
	windows: 'win32'
};
const cpuOf = [
	[/arm64/, 'arm64'],
	[/arm-?(eabi|gnueabihf|musleabihf|v7)?/, 'arm'],
	[/x64/, 'x64'],
	[/ia32/, 'ia32'],
	[/loong64/, 'loong64'],
	[/ppc64/, 'ppc64'],
	[/riscv64/, 'riscv64'],
	[/s390x/, 's390x']
];

function entryFor(name, version, parent) {
	const os = Object.keys(osOf).find((word) => name.includes(word));
	const cpu = cpuOf.find(([pattern]) => pattern.test(name.replace('openharmony', '')))?.[1];
	const libc = /musl/.test(name) ? ['musl'] : /linux.*gnu/.test(name) ? ['glibc'] : undefined;
	return {
		version,
		optional: true,
		...(parent.dev ? { dev: true } : {}),
		...(cpu ? { cpu: [cpu] } : {}),
		...(libc ? { libc } : {}),
		...(os ? { os: [osOf[os]] } : {})
	};
}

let added = 0;
for (const [path, parent] of Object.entries(packages)) {
	for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
		if (packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`]) continue;
		const version = range.match(/^\d+\.\d+\.\d+[\w.-]*$/)?.[0];
		if (!version) {
			console.log(`left out ${name}@${range}: not an exact version`);
			continue;
		}
		packages[`node_modules/${name}`] = entryFor(name, version, parent);
		added += 1;
	}
}
const { '': root, ...rest } = packages;
lock.packages = {
	'': root,
	...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
};
fs.writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
console.log(`added ${added} entries to ${file}`);
