export {
  defineModifier,
  type Modifier,
  type ModifierRun,
  type ModifierScope,
  type RowDefinition,
  type RowOutcome,
  type RowScope,
  type ValueDefinition,
} from './define-modifier.js'
export { builtInModifiers, typeByDirectorName, typeOfDirectorClass } from './built-in-modifiers.js'
export { createModifierRegistry, type ModifierRegistry } from './registry.js'
export type { DnsRecordType, Lookups } from './lookups.js'
export { noLookups } from './no-lookups.js'
export { tryModifier, tryModifierOnRows, type TryOptions } from './try-modifier.js'
export {
  compilePipeline,
  modifyRows,
  type Pipeline,
  type PipelineOptions,
  type PipelineRun,
} from './pipeline/pipeline.js'
export type { ModifierStep } from './pipeline/step.js'
export { ownRow, type OwnRow, type RowErrorHandler } from './pipeline/batch.js'
export { compileColumn, type ColumnReader } from './pipeline/column-path.js'
export { compileTemplate, type Template } from './pipeline/template.js'
export { textOf, type Row, type Value } from '@director/filters'
