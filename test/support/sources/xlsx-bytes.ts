import { crc32, deflateRawSync } from 'node:zlib'

/** A part of a ZIP file that is packed already: larger than a test wants to hold, or not true of its size. */
export interface PackedPart {
  readonly packed: Buffer
  /** What the file says of its size. */
  readonly unpackedBytes: number
  readonly checksum: number
}

/** An XLSX file whose only worksheet is this XML. */
export function xlsxOf(worksheet: string | PackedPart): Buffer {
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="Hosts" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': worksheet,
  })
}

/** The XML of a worksheet with rows of text cells. */
export function worksheetOf(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')
  return `<worksheet><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData></worksheet>`
}

/** A ZIP file of parts with these names. */
export function zipOf(parts: Readonly<Record<string, string | PackedPart>>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const { packed, unpackedBytes, checksum } = typeof content === 'string' ? packPart(content) : content
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(checksum, 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(unpackedBytes, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), fields, rest, Buffer.from(name))
    bodies.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(bodies.length, 4)
  end.writeUInt16LE(bodies.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), end])
}

/** A text as a part of a ZIP file. */
export function packPart(content: string): PackedPart {
  const bytes = Buffer.from(content)
  return { packed: deflateRawSync(bytes), unpackedBytes: bytes.length, checksum: crc32(bytes) }
}
