/** What a run did, for the history: `removed 300 log lines, 12 runs`. */
export function summaryOf(counters: Readonly<Record<string, number>>, dryRun: boolean): string {
  const parts = Object.entries(counters)
    .filter(([, rows]) => rows > 0)
    .map(([name, rows]) => `${rows} ${wordsOf(name)}`)
  if (parts.length === 0) return 'nothing to remove'
  return `${dryRun ? 'would remove' : 'removed'} ${parts.join(', ')}`
}

function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
