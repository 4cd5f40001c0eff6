import { z } from 'zod'
import { isTimeZone } from './time-zone.js'

const address = (example: string, ...protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `an address such as ${example}`,
  })

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, {
      error: `a whole number from ${least} to ${most}`,
    })

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)

/**
 * Every environment variable this product reads: the one home of its name, form and default. Whatever is not listed
 * here does not exist, also not under the prefix `DIRECTOR_`. docs/guides/settings.md explains them to operators.
 */
const shape = {
  DIRECTOR_HOME: z.string().default('./.director'),
  DATABASE_URL: address('postgres://user:password@host:5432/database', 'postgres:', 'postgresql:').optional(),
  REDIS_URL: address('redis://:password@host:6379', 'redis:', 'rediss:').optional(),
  DIRECTOR_POSTGRES_PORT: wholeNumber(1, 65_535).optional(),
  DIRECTOR_EXTENSIONS: list.default([]),
  DIRECTOR_SOURCE_DIRECTORIES: list.optional(),
  DIRECTOR_MEMORY_LIMIT_MB: wholeNumber(1, 1_048_576).default(512),
  DIRECTOR_SECRET_KEY: z.string().optional(),
  DIRECTOR_LOG_FORMAT: z.enum(['auto', 'text', 'json']).default('auto'),
  DIRECTOR_TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'a time zone such as Europe/Berlin or UTC' })
    .optional(),
  DIRECTOR_ICINGA_URL: address('https://icinga.example.org:5665', 'https:').optional(),
  DIRECTOR_ICINGA_USER: z.string().optional(),
  DIRECTOR_ICINGA_PASSWORD: z.string().optional(),
  DIRECTOR_ICINGA_CA_FILE: z.string().optional(),
  DIRECTOR_ICINGA_PACKAGE: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'a package name of letters, digits, "-" and "_"')
    .default('director'),
  DIRECTOR_ICINGA_ZONE: z.string().default('master'),
}

const always = () => true

const needsCompanion = (name: keyof typeof shape, companion: keyof typeof shape) => ({
  check: (variables: Record<string, unknown>) =>
    variables[name] === undefined || variables[companion] !== undefined,
  options: { path: [companion], error: `a value, because ${name} is set`, when: always },
})

const user = needsCompanion('DIRECTOR_ICINGA_URL', 'DIRECTOR_ICINGA_USER')
const password = needsCompanion('DIRECTOR_ICINGA_URL', 'DIRECTOR_ICINGA_PASSWORD')

/** The variables, parsed: defaults filled in, numbers as numbers. */
export const Variables = z
  .strictObject(shape)
  .refine(user.check, user.options)
  .refine(password.check, password.options)

export type Variables = z.infer<typeof Variables>

/** Names of all variables, for messages and documentation. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(shape)

/** Variables whose values are never shown, not even when they are wrong. */
export const SECRET_VARIABLES: readonly string[] = [
  'DATABASE_URL',
  'REDIS_URL',
  'DIRECTOR_SECRET_KEY',
  'DIRECTOR_ICINGA_URL',
  'DIRECTOR_ICINGA_PASSWORD',
]
