import { constants, createReadStream } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '@director/errors'
import { AllowedDirectories } from './location/allowed-directories.js'
import { isPattern, namesMatching } from './location/file-pattern.js'
import { plainText } from './plain-text.js'

// Larger than Node's 64 KiB: fewer turns of the loop for the same bytes.
const CHUNK_BYTES = 256 * 1024

/** Opens the files import sources name. Relative paths count from the base directory. */
export class SourceFiles {
  private readonly allowed: AllowedDirectories | undefined

  /** @param allowedDirectories where files may lie; without them everywhere */
  constructor(
    readonly baseDirectory: string,
    allowedDirectories?: readonly string[],
  ) {
    if (allowedDirectories !== undefined) this.allowed = new AllowedDirectories(allowedDirectories)
  }

  /**
   * The files a path stands for: itself, or those of a directory whose names match the last part of the path.
   *
   * @returns paths as they were written, in the order of their bytes
   * @throws AppError `source.file-missing` when there is none, `source.file-unreadable`, `source.forbidden-file`
   */
  async matching(path: string): Promise<readonly string[]> {
    if (!isPattern(basename(path))) return [path]
    const directory = resolve(this.baseDirectory, dirname(path))
    this.allowed?.checkPath(directory, path)
    try {
      const real = (await this.allowed?.realLocation(directory, path)) ?? directory
      const entries = await readdir(real, { withFileTypes: true })
      const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
      const found = namesMatching(basename(path), files)
      if (found.length > 0) return found.map((name) => join(dirname(path), name))
    } catch (error) {
      if (error instanceof AppError) throw error
      throw explainFileFailure(error, path, directory)
    }
    throw new AppError('source.file-missing', `no file matches ${path}`, {
      expected: `files in ${directory}`,
      remedy: 'Put files there or correct the pattern in the settings of the import source',
    })
  }

  /**
   * Where a file lies, for those who open it themselves.
   *
   * @throws AppError `source.file-missing`, `source.file-unreadable`, `source.forbidden-file`
   */
  async locate(path: string): Promise<string> {
    const location = resolve(this.baseDirectory, path)
    this.allowed?.checkPath(location, path)
    await checkReadable(path, location)
    return (await this.allowed?.realLocation(location, path)) ?? location
  }

  /**
   * The bytes of a file, checked to be UTF-8 text; read while they are asked for.
   *
   * @throws AppError those of {@link locate}; while reading `source.not-utf8`, `source.nul-byte`
   */
  async read(path: string, signal: AbortSignal): Promise<AsyncGenerator<Buffer>> {
    const location = await this.locate(path)
    return plainText(createReadStream(location, { signal, highWaterMark: CHUNK_BYTES }), path)
  }
}

async function checkReadable(path: string, location: string): Promise<void> {
  try {
    const found = await stat(location)
    if (found.isDirectory()) {
      throw new AppError('source.file-unreadable', `${path} is a directory`, {
        expected: 'a file',
        received: `the directory ${location}`,
        remedy: 'Name a file in the settings of the import source',
      })
    }
    await access(location, constants.R_OK)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw explainFileFailure(error, path, location)
  }
}

function explainFileFailure(error: unknown, path: string, location: string): AppError {
  if (Object(error).code === 'ENOENT') {
    return new AppError('source.file-missing', `the file ${path} does not exist`, {
      expected: `a file at ${location}`,
      remedy: 'Put the file there or correct its path in the settings of the import source',
      cause: error,
    })
  }
  return new AppError('source.file-unreadable', `the file ${path} cannot be read`, {
    expected: `a file at ${location} that this user may read`,
    received: String(Object(error).code ?? error),
    remedy: 'Correct the permissions of the file and of the directories above it',
    cause: error,
  })
}
