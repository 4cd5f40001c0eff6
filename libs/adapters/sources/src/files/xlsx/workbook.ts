import { posix } from 'node:path'
import { AppError } from '@director/errors'
import { readWholePart } from './xml-part.js'
import type { ZipArchive } from './zip-archive.js'

const WORKBOOK = 'xl/workbook.xml'
/** Parts held in memory while a worksheet is read. */
const MAX_PART_BYTES = 100 * 1024 * 1024

/** Which worksheet: by name, or by its position from 1. */
export interface WorksheetChoice {
  readonly name: string | undefined
  readonly position: number
}

/** What a worksheet needs from the other parts of its file. */
export interface Workbook {
  /** The chosen worksheet's part. */
  readonly part: string
  /** Texts cells refer to by number. */
  readonly texts: readonly string[]
  /** For each cell style whether it shows a date. */
  readonly dateStyles: readonly boolean[]
  /** Days count from 1904 instead of 1900: files of old Macs. */
  readonly from1904: boolean
}

/** @throws AppError `source.missing-worksheet` naming those there are; those of {@link ZipArchive} */
export async function readWorkbook(
  zip: ZipArchive,
  name: string,
  choice: WorksheetChoice,
): Promise<Workbook> {
  const sheets: { name: string; id: string }[] = []
  let from1904 = false
  await readElements(zip, name, WORKBOOK, (element, attributes) => {
    if (element === 'sheet') sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' })
    if (element === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
  })
  const chosen =
    choice.name === undefined
      ? sheets[choice.position - 1]
      : sheets.find((sheet) => sheet.name === choice.name)
  if (chosen === undefined) throw missingWorksheet(name, choice, sheets)
  let part = ''
  await readElements(zip, name, 'xl/_rels/workbook.xml.rels', (_element, { Id, Target }) => {
    if (Id === chosen.id && Target !== undefined) part = posix.resolve('/xl', Target).slice(1)
  })
  return { part, texts: await readTexts(zip, name), dateStyles: await readDateStyles(zip, name), from1904 }
}

async function readTexts(zip: ZipArchive, name: string): Promise<readonly string[]> {
  const part = 'xl/sharedStrings.xml'
  if (!zip.has(part)) return []
  const texts: string[] = []
  let text = ''
  let isText = false
  let isPhonetic = false
  await readWholePart(zip.read(part, MAX_PART_BYTES), `${name} (${part})`, {
    open: (element) => {
      if (element === 'si') text = ''
      isText = element === 't' && !isPhonetic
      isPhonetic ||= element === 'rPh'
    },
    text: (more) => {
      if (isText) text += more
    },
    close: (element) => {
      isText = false
      if (element === 'rPh') isPhonetic = false
      if (element === 'si') texts.push(text)
    },
  })
  return texts
}

/** @see ECMA-376 part 1, 18.8.30: formats 14 to 22 and 45 to 47 are dates and times */
async function readDateStyles(zip: ZipArchive, name: string): Promise<readonly boolean[]> {
  const part = 'xl/styles.xml'
  if (!zip.has(part)) return []
  const dateFormats = new Set(['14', '15', '16', '17', '18', '19', '20', '21', '22', '45', '46', '47'])
  const styles: boolean[] = []
  let isCellStyles = false
  await readElements(zip, name, part, (element, attributes) => {
    if (element === 'numFmt' && isDateFormat(attributes['formatCode'] ?? ''))
      dateFormats.add(attributes['numFmtId'] ?? '')
    if (element.endsWith('Xfs') || element === 'cellStyles') isCellStyles = element === 'cellXfs'
    if (element === 'xf' && isCellStyles) styles.push(dateFormats.has(attributes['numFmtId'] ?? ''))
  })
  return styles
}

function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ''))
}

type OpenElement = (element: string, attributes: Readonly<Record<string, string>>) => void

function readElements(zip: ZipArchive, name: string, part: string, open: OpenElement): Promise<void> {
  return readWholePart(zip.read(part, MAX_PART_BYTES), `${name} (${part})`, { open, close() {}, text() {} })
}

function missingWorksheet(
  name: string,
  choice: WorksheetChoice,
  sheets: readonly { readonly name: string }[],
): AppError {
  const asked = choice.name === undefined ? `number ${choice.position}` : `"${choice.name}"`
  return new AppError('source.missing-worksheet', `${name} has no worksheet ${asked}`, {
    expected: sheets.map((sheet, index) => `${index + 1} "${sheet.name}"`).join(', '),
    received: asked,
    remedy: 'Correct the worksheet in the settings of the import source',
  })
}
