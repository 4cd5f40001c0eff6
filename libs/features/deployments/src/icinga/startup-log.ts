const TIMESTAMP = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] /
const KEPT_CHARACTERS = 20_480
const SHOWN_CHARACTERS = 1_500

/**
 * The log as it is stored: a long one (60 KiB and more) keeps its beginning and its end in whole lines.
 *
 * @see Director keeps startup logs the same way
 */
export function shortenStartupLog(log: string): string {
  if (log.length < 3 * KEPT_CHARACTERS) return log
  const beginning = log.slice(0, log.lastIndexOf('\n', KEPT_CHARACTERS) + 1)
  const end = log.slice(log.indexOf('\n', log.length - KEPT_CHARACTERS) + 1)
  const removed = log.length - beginning.length - end.length
  return `${beginning}[… ${removed} characters left out …]\n${end}`
}

/**
 * Why Icinga refused a configuration: the critical entries with their locations, without timestamps and without the
 * folders above the stage.
 *
 * @example reasonOf('[2026-…] critical/config: Error: …\nLocation: in /var/…/zones.d/master/hosts.conf: 2:2-2:27\n')
 */
export function reasonOf(startupLog: string, stage: string): string {
  const critical = entriesOf(startupLog).filter(([first]) => first?.includes('critical/') === true)
  const lines =
    critical.length === 0
      ? startupLog.trim().split('\n').slice(-5)
      : critical.flatMap(([first = '', ...rest]) => [
          first,
          ...rest.filter((line) => line.startsWith('Location:')),
        ])
  const text = lines
    .map((line) => line.replace(TIMESTAMP, '').replace(/^critical\/(config|cli): /, ''))
    .filter((line) => !/^(\d+ errors?$|Config validation failed)/.test(line))
    .join('\n')
    .replaceAll(new RegExp(`/\\S*/${stage}/`, 'g'), '')
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}

function entriesOf(log: string): readonly (readonly string[])[] {
  const entries: string[][] = []
  for (const line of log.trim().split('\n')) {
    const current = entries.at(-1)
    if (TIMESTAMP.test(line) || current === undefined) entries.push([line])
    else current.push(line)
  }
  return entries
}
