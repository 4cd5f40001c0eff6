export {
  ConfigurationBuilder,
  type ConfigurationFile,
  type RenderedConfiguration,
} from './configuration/configuration-builder.js'
export { DEFAULT_GLOBAL_ZONE, pathOf, type ConfigurationLayout } from './configuration/layout.js'
export { TemplateCatalogue } from './configuration/template-catalogue.js'
export { renderObject } from './objects/render-object.js'
export { compareBytes } from './values/byte-order.js'
export { renderDictionaryKey } from './values/dictionary-key.js'
export { renderInterval } from './values/interval.js'
export { renderDictionary, renderKeyValue, renderList } from './values/layout.js'
export { renderNumber } from './values/number.js'
export { renderRanges } from './values/ranges.js'
export { renderString } from './values/string.js'
export { renderValue } from './values/value.js'
