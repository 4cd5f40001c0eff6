import { z } from 'zod'
import { parsePropertyPath } from '../answer/property-path.js'

const parameter = z.string().min(1)
const size = z.int().min(1).max(1_000_000)

/** A place in the answer, written with dots: `meta.next`; `\.` is a dot in a name. */
export const PropertyPath = z
  .string()
  .min(1)
  .refine((path) => parsePropertyPath(path).every((name) => name !== ''), {
    message: 'names joined by dots, such as data.hosts (a dot inside a name is written \\.)',
  })

const None = z.strictObject({ kind: z.literal('none') }).meta({ title: 'One answer holds all rows' })

const LinkHeader = z.strictObject({ kind: z.literal('link-header') }).meta({
  title: 'Link header',
  description: 'The header Link of an answer names the next page (rel="next")',
})

const Page = z
  .strictObject({
    kind: z.literal('page'),
    parameter: parameter.default('page').meta({ title: 'Parameter for the page number' }),
    first: z.int().min(0).default(1).meta({ title: 'Number of the first page' }),
    sizeParameter: parameter.optional().meta({ title: 'Parameter for the page size' }),
    size: size.optional().meta({ title: 'Page size' }),
  })
  .refine((page) => (page.sizeParameter === undefined) === (page.size === undefined), {
    path: ['size'],
    message: 'both size and sizeParameter, or neither',
  })
  .refine((page) => page.sizeParameter !== page.parameter, {
    path: ['sizeParameter'],
    message: 'another name than that of the page number',
  })
  .meta({ title: 'Page number', description: 'Asked for until a page is empty' })

const Offset = z
  .strictObject({
    kind: z.literal('offset'),
    parameter: parameter.default('offset').meta({ title: 'Parameter for the number of rows to skip' }),
    sizeParameter: parameter.default('limit').meta({ title: 'Parameter for the page size' }),
    size: size.meta({ title: 'Page size' }),
  })
  .refine((page) => page.sizeParameter !== page.parameter, {
    path: ['sizeParameter'],
    message: 'another name than that of the rows to skip',
  })
  .meta({ title: 'Offset', description: 'Rows already read are skipped; asked for until a page is empty' })

const Cursor = z
  .strictObject({
    kind: z.literal('cursor'),
    path: PropertyPath.meta({ title: 'Place of the cursor in the answer', description: 'meta.next_cursor' }),
    parameter: parameter.default('cursor').meta({ title: 'Parameter the cursor is sent in' }),
  })
  .meta({ title: 'Cursor in the answer' })

const NextUrl = z
  .strictObject({
    kind: z.literal('next-url'),
    path: PropertyPath.meta({ title: 'Place of the address in the answer', description: 'next, links.next' }),
  })
  .meta({ title: 'Address of the next page in the answer' })

/** How the rows are spread over several answers. */
export const Pagination = z.discriminatedUnion('kind', [None, LinkHeader, Page, Offset, Cursor, NextUrl], {
  error: 'one of none, link-header, page, offset, cursor, next-url',
})
export type Pagination = z.infer<typeof Pagination>

/** The place in the answer that leads to the next page; undefined when something else does. */
export function pathToNext(pagination: Pagination): string | undefined {
  return pagination.kind === 'cursor' || pagination.kind === 'next-url' ? pagination.path : undefined
}
