/**
 * On a cluster every node has two databases: `atalaya` is what is asked and written to and holds no rows, `atalaya_local`
 * has the tables of a single server with the rows of its shard.
 */
export const localDatabase = (database: string): string => `${database}_local`;
