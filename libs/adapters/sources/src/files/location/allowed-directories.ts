import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { AppError } from '@director/errors'

/** Directories import sources may read from. Links are followed first: one that leads out of them is refused. */
export class AllowedDirectories {
  constructor(private readonly directories: readonly string[]) {}

  /**
   * Asked before anything is looked at, so that nobody learns what lies elsewhere.
   *
   * @throws AppError `source.forbidden-file`
   */
  checkPath(location: string, path: string): void {
    if (!this.directories.some((directory) => isWithin(location, resolve(directory))))
      throw this.forbidden(path)
  }

  /** @returns where the file really lies. @throws AppError `source.forbidden-file` */
  async realLocation(location: string, path: string): Promise<string> {
    const real = await realpath(location)
    for (const directory of this.directories) {
      // An allowed directory may be a link itself, and may be missing today.
      if (isWithin(real, await realpath(directory).catch(() => resolve(directory)))) return real
    }
    throw this.forbidden(path)
  }

  private forbidden(path: string): AppError {
    return new AppError(
      'source.forbidden-file',
      `the file ${path} lies outside the directories for imports`,
      {
        expected: `a file below ${this.directories.join(' or ')}`,
        remedy: 'Put the file there, or let the operator extend DIRECTOR_SOURCE_DIRECTORIES',
      },
    )
  }
}

function isWithin(location: string, directory: string): boolean {
  const way = relative(directory, location)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
