import { Injectable, applyDecorators } from '@nestjs/common'
import { AppError } from '@director/errors'
import { z } from 'zod'
import type { JobContext, JobResult } from './job-context.js'

/** What a job type declares about itself; the one home of these facts. */
export interface JobOptions {
  /** Stored with every definition: lower case, dotted, with the author's prefix (`acme.fetch-page`). Never changes. */
  readonly type: string
  /** Name in lists and forms. */
  readonly title: string
  /** One or two sentences for the operator who picks the type. */
  readonly description?: string
  /** Offered when a definition is made; seconds, default 900. */
  readonly suggestedIntervalSeconds?: number
  /** Validation, stored form, web form and documentation at once. Without it the type has no settings. */
  readonly settings?: z.ZodObject
}

/** A job type as the registry sees it: every option filled in. */
export type JobType = Required<JobOptions>

/** The class behind a job type. */
export interface JobHandler {
  run(context: JobContext<never>): Promise<JobResult> | JobResult
}

// A symbol from the global registry: also equal when two copies of this package are loaded.
const JOB_TYPE = Symbol.for('director-jobs:job-type')

/**
 * Declares a job type. Provide the class in any Nest module; the installation finds it there.
 *
 * @throws AppError `job-type.invalid-declaration` while loading, when type, title or settings are not usable
 * @example @Job({ type: 'acme.say-hello', title: 'Say hello' }) class SayHelloJob { run() { return 'hello' } }
 */
export function Job(options: JobOptions): ClassDecorator {
  return applyDecorators(Injectable(), (target: object) => {
    const className = typeof target === 'function' ? target.name : String(target)
    Reflect.defineMetadata(JOB_TYPE, declaredJobType(options, className), target)
  })
}

/** Reads what {@link Job} declared on a class; undefined on every other class. */
export function jobTypeOf(target: object): JobType | undefined {
  return Reflect.getMetadata(JOB_TYPE, target)
}

const Declaration = z.object({
  type: z
    .string()
    .max(128)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'lower-case words joined by dots, such as "acme.fetch-page"'),
  title: z.string().min(1).max(128),
  description: z.string().default(''),
  suggestedIntervalSeconds: z.int().min(0).default(900),
})

function declaredJobType(options: JobOptions, className: string): JobType {
  const declaration = Declaration.safeParse(options)
  if (!declaration.success) {
    throw new AppError(
      'job-type.invalid-declaration',
      `class ${className}: @Job is not usable: ${z.prettifyError(declaration.error)}`,
      {
        details: { className, type: options.type },
        remedy: 'Correct the options given to @Job',
      },
    )
  }
  const settings = options.settings ?? z.object({})
  if (!(settings instanceof z.ZodObject) && !isForeignObjectSchema(settings)) {
    throw new AppError(
      'job-type.invalid-declaration',
      `job type "${options.type}" (class ${className}): settings is not a zod object`,
      {
        expected: 'z.object({ … }) of zod 4',
        received: typeof settings,
        details: { className, type: options.type },
      },
    )
  }
  return { ...declaration.data, settings: settings.strict() }
}

// An extension may bring its own copy of zod 4: same shape, another class.
function isForeignObjectSchema(schema: unknown): schema is z.ZodObject {
  const definition: unknown = Object(Object(schema)._zod).def
  return Object(definition).type === 'object'
}
