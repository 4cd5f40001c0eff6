/** A single row may take this many bytes; more is a broken file (a quote or bracket that never closes), not a host. */
export const MAX_ROW_BYTES = 10 * 1024 * 1024
