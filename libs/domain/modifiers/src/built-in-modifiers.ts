import type { Modifier } from './define-modifier.js'
import { extractFromDn } from './directories/extract-from-dn.js'
import { fromAdSid } from './directories/from-ad-sid.js'
import { lconfCustomVar } from './directories/lconf-custom-var.js'
import { uuidBinToHex } from './directories/uuid-bin-to-hex.js'
import { fromLatin1 } from './encodings/from-latin1.js'
import { jsonDecode } from './encodings/json-decode.js'
import { parseUrl } from './encodings/parse-url.js'
import { urlEncode } from './encodings/url-encode.js'
import { xlsNumericIp } from './encodings/xls-numeric-ip.js'
import { arrayElementByPosition } from './lists/array-element-by-position.js'
import { arrayFilter } from './lists/array-filter.js'
import { arrayUnique } from './lists/array-unique.js'
import { join } from './lists/join.js'
import { listToObject } from './lists/list-to-object.js'
import { dnsRecords } from './dns/dns-records.js'
import { getHostByAddr } from './dns/get-host-by-addr.js'
import { getHostByName } from './dns/get-host-by-name.js'
import { getPropertyFromOtherImportSource } from './lookups/get-property-from-other-import-source.js'
import { map } from './lookups/map.js'
import { combine } from './columns/combine.js'
import { regexReplace } from './patterns/regex-replace.js'
import { regexSplit } from './patterns/regex-split.js'
import { replace } from './patterns/replace.js'
import { split } from './patterns/split.js'
import { arrayToRow } from './rows/array-to-row.js'
import { dictionaryToRow } from './rows/dictionary-to-row.js'
import { rejectOrSelect } from './rows/reject-or-select.js'
import { renameColumn } from './columns/rename-column.js'
import { simpleGroupBy } from './rows/simple-group-by.js'
import { skipDuplicates } from './rows/skip-duplicates.js'
import { lowercase } from './text/lowercase.js'
import { stripDomain } from './text/strip-domain.js'
import { substring } from './text/substring.js'
import { trim } from './text/trim.js'
import { upperCaseFirst } from './text/upper-case-first.js'
import { uppercase } from './text/uppercase.js'
import { bitmask } from './types/bitmask.js'
import { makeBoolean } from './types/make-boolean.js'
import { negateBoolean } from './types/negate-boolean.js'
import { replaceNull } from './types/replace-null.js'
import { toInt } from './types/to-int.js'
import { toString } from './types/to-string.js'

const byDirectorName = {
  ArrayElementByPosition: arrayElementByPosition,
  ArrayFilter: arrayFilter,
  ArrayToRow: arrayToRow,
  ArrayUnique: arrayUnique,
  Bitmask: bitmask,
  Combine: combine,
  DictionaryToRow: dictionaryToRow,
  DnsRecords: dnsRecords,
  ExtractFromDN: extractFromDn,
  FromAdSid: fromAdSid,
  FromLatin1: fromLatin1,
  GetHostByAddr: getHostByAddr,
  GetHostByName: getHostByName,
  GetPropertyFromOtherImportSource: getPropertyFromOtherImportSource,
  Join: join,
  JsonDecode: jsonDecode,
  LConfCustomVar: lconfCustomVar,
  ListToObject: listToObject,
  Lowercase: lowercase,
  MakeBoolean: makeBoolean,
  Map: map,
  NegateBoolean: negateBoolean,
  ParseURL: parseUrl,
  RegexReplace: regexReplace,
  RegexSplit: regexSplit,
  RejectOrSelect: rejectOrSelect,
  RenameColumn: renameColumn,
  Replace: replace,
  ReplaceNull: replaceNull,
  SimpleGroupBy: simpleGroupBy,
  SkipDuplicates: skipDuplicates,
  Split: split,
  StripDomain: stripDomain,
  Substring: substring,
  ToInt: toInt,
  ToString: toString,
  Trim: trim,
  URLEncode: urlEncode,
  UpperCaseFirst: upperCaseFirst,
  Uppercase: uppercase,
  UuidBinToHex: uuidBinToHex,
  XlsNumericIp: xlsNumericIp,
} satisfies Readonly<Record<string, Modifier>>

/** The property modifiers that come with us: all of Director's. */
export const builtInModifiers: readonly Modifier[] = Object.values(byDirectorName)

/** From Director's short name (`StripDomain`) to the stored type (`director.strip-domain`). */
export const typeByDirectorName: ReadonlyMap<string, string> = new Map(
  Object.entries(byDirectorName).map(([name, modifier]) => [name, modifier.type]),
)

/**
 * The stored type for a class name in a basket; undefined for classes of other modules.
 *
 * @example typeOfDirectorClass('Icinga\\Module\\Director\\PropertyModifier\\PropertyModifierLowercase') // 'director.lowercase'
 */
export function typeOfDirectorClass(className: string): string | undefined {
  const name = className.slice(className.lastIndexOf('\\') + 1)
  return typeByDirectorName.get(name.replace(/^PropertyModifier/, ''))
}
