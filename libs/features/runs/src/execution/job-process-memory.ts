/**
 * How a job process is started so that it holds little memory. Jobs work on streams: few objects live for long, so a
 * small young generation does as well as a large one, and one pool of the C library as well as one for each thread. An
 * import of a million rows held 330 MB instead of 430 and took the same time (`npm run bench:import`).
 */
export const JOB_PROCESS_MEMORY = {
  /** Node's own options. */
  execArgv: ['--max-semi-space-size=8'],
  /** For glibc; other C libraries do not know it. */
  environment: { MALLOC_ARENA_MAX: '1' },
} as const
