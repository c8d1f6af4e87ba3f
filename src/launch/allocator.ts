/**
 * How glibc gives memory back, for what lies outside the heap of JavaScript (bodies, compression, the store): it is only read
 * when a process starts. By itself each thread keeps a pool of its own, and large blocks that were freed raise the size
 * from which blocks are given back, up to 32 MiB. Other C libraries take no notice.
 */
export const ALLOCATOR = {
	MALLOC_ARENA_MAX: '2',
	MALLOC_MMAP_THRESHOLD_: '1048576',
	MALLOC_TRIM_THRESHOLD_: '1048576'
} as const;
