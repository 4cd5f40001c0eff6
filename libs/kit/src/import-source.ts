import { Injectable, applyDecorators } from '@nestjs/common'
import { z } from 'zod'
import type { JobLog } from './job-context.js'

/** Any value JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * What a column of a row may be: JSON, or bytes that are not text (an LDAP `objectSid`). Bytes are for property
 * modifiers that read them; what is still bytes when the row is stored fails the import.
 */
export type ColumnValue = JsonValue | Uint8Array | readonly (JsonValue | Uint8Array)[]

/** One record of a source: column name → value. */
export type Row = Readonly<Record<string, ColumnValue>>

/** What an import source declares about itself. */
export interface ImportSourceOptions {
  /** Stored with every source: lower case, dotted (`director.csv-file`). Never changes. */
  readonly type: string
  readonly title: string
  readonly description?: string
  /** Offered as key column when a source is made. */
  readonly suggestedKeyColumn?: string
  readonly settings: z.ZodObject
}

/** An import source type as the registry sees it. */
export interface ImportSourceType {
  readonly type: string
  readonly title: string
  readonly description: string
  readonly suggestedKeyColumn: string | undefined
  readonly settings: z.ZodObject
}

/** What a source gets when it is read. */
export interface ImportSourceContext<Settings> {
  readonly settings: Settings
  readonly signal: AbortSignal
  readonly log: JobLog
}

/** The class behind an import source type: streams, never holds all rows. */
export interface ImportSourceReader {
  /** Names of the columns, for suggestions; may read a few rows to find out. */
  columns(context: ImportSourceContext<never>): Promise<readonly string[]>
  /**
   * All rows, in the source's order, one by one or some at a time. A list of rows costs less than each by itself, but
   * it is handed over for good: the import changes its rows. Ends with an error when the source is not complete.
   */
  rows(context: ImportSourceContext<never>): AsyncIterable<Row | readonly Row[]>
}

const IMPORT_SOURCE_TYPE = Symbol.for('director-jobs:import-source-type')

/** Declares an import source type. Provide the class in any Nest module; the installation finds it there. */
export function ImportSource(options: ImportSourceOptions): ClassDecorator {
  return applyDecorators(Injectable(), (target: object) => {
    const type: ImportSourceType = {
      type: options.type,
      title: options.title,
      description: options.description ?? '',
      suggestedKeyColumn: options.suggestedKeyColumn,
      settings: options.settings.strict(),
    }
    Reflect.defineMetadata(IMPORT_SOURCE_TYPE, type, target)
  })
}

/** Reads what {@link ImportSource} declared on a class; undefined on every other class. */
export function importSourceTypeOf(target: object): ImportSourceType | undefined {
  return Reflect.getMetadata(IMPORT_SOURCE_TYPE, target)
}
