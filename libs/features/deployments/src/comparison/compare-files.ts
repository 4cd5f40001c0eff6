import { compareBytes } from '@director/icinga-dsl'
import { createTwoFilesPatch } from 'diff'

/** A file as far as a comparison needs it. */
export interface ComparedFile {
  readonly path: string
  readonly checksum: string
  readonly content: string
}

/** One file that is not the same on both sides. */
export interface FileDifference {
  readonly path: string
  readonly kind: 'added' | 'changed' | 'removed'
  /** Unified diff with three lines of context. */
  readonly patch: string
}

// What patch(1) and git expect for a file that is not there.
const NO_FILE = '/dev/null'

/** All differences between two trees, sorted by path. */
export function compareFiles(
  before: readonly ComparedFile[],
  after: readonly ComparedFile[],
): readonly FileDifference[] {
  const old = new Map(before.map((file) => [file.path, file]))
  const recent = new Map(after.map((file) => [file.path, file]))
  const paths = [...new Set([...old.keys(), ...recent.keys()])].sort(compareBytes)
  return paths.flatMap((path) => differenceOf(path, old.get(path), recent.get(path)))
}

function differenceOf(path: string, old?: ComparedFile, recent?: ComparedFile): readonly FileDifference[] {
  if (old?.checksum === recent?.checksum) return []
  const kind = old === undefined ? 'added' : recent === undefined ? 'removed' : 'changed'
  const patch = createTwoFilesPatch(
    old === undefined ? NO_FILE : `a/${path}`,
    recent === undefined ? NO_FILE : `b/${path}`,
    old?.content ?? '',
    recent?.content ?? '',
    undefined,
    undefined,
    { context: 3 },
  )
  return [{ path, kind, patch }]
}
