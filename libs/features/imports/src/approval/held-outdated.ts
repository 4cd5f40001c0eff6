import type { HeldImport } from '@director/database'
import { AppError } from '@director/errors'
import { shellWord } from '../sources/shell-word.js'

/** What is held was compared with rows that are not those stored now. @param latest the latest import run of the source */
export function heldOutdated(name: string, { baseImportRunId }: HeldImport, latest: number | null): AppError {
  return new AppError(
    'import.held-outdated',
    `what is held of import source "${name}" was compared with other rows than those stored now`,
    {
      expected: importRun(baseImportRunId),
      received: importRun(latest),
      remedy: `Import it again, as with "director imports run ${shellWord(name)}"; it will be applied, or held anew`,
      details: { source: name, baseImportRunId, latestImportRunId: latest },
    },
  )
}

function importRun(id: number | null): string {
  return id === null ? 'no import before' : `import ${id} as the latest`
}
