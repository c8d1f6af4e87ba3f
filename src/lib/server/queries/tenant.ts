/** A single-tenant installation has one; it never comes from a payload. */
export const DEFAULT_TENANT = 'default';
