/**
 * The engine's own process: loads libchdb, opens its HTTP listener and stays. Plain JavaScript, so that it starts without
 * tsx. Its parent (child.ts) says `port directory config log [tcp port]`, holds its standard input open and owns its life.
 */
import { env } from 'node:process';
import { libchdbPath } from 'chdb/libchdb';
import { DataType, load, open } from 'ffi-rs';

// Nothing softer works: process.exit() hangs or crashes while the engine runs. The engine loses nothing acknowledged.
const die = () => process.kill(process.pid, 'SIGKILL');

// The end of standard input is the death of the parent, however it died.
process.stdin.on('end', die);
process.stdin.on('close', die);
process.stdin.on('error', die);
process.stdin.resume();
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, die);

// The log quotes what it could not read, so nobody else may read it.
process.umask(0o077);
// <timezone> in the config file is ignored; without this the machine's zone decides what now() says.
env['TZ'] = 'UTC';
// By itself its allocator keeps what questions gave back for five seconds and more, which under load is several hundred MiB.
// With a second it is what is in use; measured, the questions take a twentieth longer. Whoever knows better may say so.
env['JE_MALLOC_CONF'] ??= 'background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0';

const [port, directory, config, log, tcpPort] = process.argv.slice(2);

// Lasts as long as the process: the listener closes with the statement that opened it.
const STAY =
	'SELECT sleepEachRow(1) FROM numbers(1000000000) FORMAT Null ' +
	'SETTINGS function_sleep_max_microseconds_per_block = 0, max_block_size = 1';

const args = [
	'clickhouse',
	'--multiquery',
	`--http_port=${port}`,
	...(tcpPort ? [`--tcp_port=${tcpPort}`] : []),
	'--listen_host=127.0.0.1',
	`--path=${directory}`,
	`--config-file=${config}`,
	// <logger> in the config file is ignored and would log everything.
	'--log-level=warning',
	`--logger.log=${log}`,
	`--query=${tcpPort ? 'SYSTEM START LISTEN TCP; ' : ''}SYSTEM START LISTEN HTTP; ${STAY}`,
	'--',
	'--logger.size=5M',
	'--logger.count=2'
];

open({ library: 'chdb', path: libchdbPath() });
const result = await load({
	library: 'chdb',
	// The only entry point of libchdb that may open listeners.
	funcName: 'chdb_query_cmdline',
	retType: DataType.External,
	paramsType: [DataType.I32, DataType.StringArray],
	paramsValue: [args.length, args],
	runInNewThread: true
});
const reason = load({
	library: 'chdb',
	funcName: 'chdb_result_error',
	retType: DataType.String,
	paramsType: [DataType.External],
	paramsValue: [result]
});
process.stderr.write(`the engine gave up: ${reason}\n`, die);
