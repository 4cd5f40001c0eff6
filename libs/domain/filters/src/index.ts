export {
  isEmptyFilter,
  type Chain,
  type Expression,
  type Filter,
  type Negation,
  type Operator,
} from './filter.js'
export { parseFilter } from './parse-filter.js'
export { printFilter } from './print-filter.js'
export { compileRowFilter, compileValueTest, type RowFilterOptions, type RowTest } from './match-row.js'
export {
  compileObjectFilter,
  objectReader,
  type ColumnReader,
  type ObjectTest,
} from './assign/match-object.js'
export { renderAssignFilter, renderCondition } from './assign/render-assign.js'
export { isInNetwork, parseNetwork, type Network } from './network.js'
export { wildcardTest } from './wildcard.js'
export { compareTexts, compareValues, isEmpty, looselyEqual } from './values/compare.js'
export { decodeJson, type DecodedJson } from './values/decode-json.js'
export { integerOfFloat, integerOfText, narrow, numberOfText, numberText } from './values/number-text.js'
export { bytesOf, decodeText, isAscii, textOf } from './values/text.js'
export {
  excerptOf,
  isList,
  isObject,
  kindOf,
  setProperty,
  type Row,
  type Value,
  type ValueList,
  type ValueObject,
} from './values/value.js'
