import { AppError } from '@director/errors'

/**
 * Turns a refusal of the operating system (disk full, capability missing, file gone) into an explained one;
 * other failures are passed on as they are.
 *
 * @throws AppError `postgres.system-refusal`
 */
export async function explainRefusals<Result>(home: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error && 'syscall' in error)) throw error
    throw new AppError('postgres.system-refusal', 'the system refuses what the embedded PostgreSQL needs', {
      expected: `free space, and the right to own and run files in ${home}`,
      received: error.message,
      remedy:
        'Check the disk and its mount options; in a container without the capabilities SETUID, SETGID and CHOWN do not run as root',
      details: { home },
      cause: error,
    })
  }
}
