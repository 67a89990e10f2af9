import { z } from 'zod'
import type { Column, ImportKind } from '../chat/import-kind.ts'
import { envelope, itemSchema, mostItems } from './item-schema.ts'
import { jsonName } from './names.ts'
import { mostNamed, uploadQuery } from './upload.ts'

type Schema = Record<string, unknown>

const errors = z.array(z.strictObject({ field: z.string().optional(), reason: z.string() }))
const refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })
const landed = z.strictObject({ accepted: z.int(), rejected: z.array(z.strictObject({ index: z.int(), errors })) })
const imported = z.strictObject({
  accepted: z.int().meta({ description: 'Rows that are right' }),
  rejectedRows: z.int(),
  created: z.int().meta({ description: 'Records, not rows: several rows may be one order' }),
  updated: z.int(),
  unchanged: z.int(),
  customersCreated: z.int(),
  dryRun: z.boolean(),
  ignoredColumns: z.array(z.string()),
  rejected: z
    .array(z.strictObject({ line: z.int(), errors }))
    .meta({ description: `Of at most ${mostNamed} rows; the header is line 1` }),
})

/** The description of the API, made from what it checks by: OpenAPI 3.1. */
export function openApi(kinds: readonly ImportKind[]): Schema {
  const items = kinds.map(kind => [kind.kind, schemaOf(itemSchema(kind))] as const)
  const paths = kinds.flatMap(kind => [
    [`/api/v1/${kind.kind}`, { post: sendItems(kind) }] as const,
    [`/api/v1/import/${kind.kind}`, { post: sendFile(kind) }] as const,
  ])
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '1',
      description:
        'Records in. Each is known by its externalId: sending the same again changes nothing. A field that is left out keeps its value; null clears it.',
    },
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Made by /rapport token new' } },
      schemas: {
        ...Object.fromEntries(items),
        Landed: schemaOf(landed),
        Imported: schemaOf(imported),
        Refused: schemaOf(refused),
      },
    },
  }
}

/** In the form for who sends, without the marker that only stands alone. */
function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _standalone, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Schema, more: Schema = {}): Schema => ({ 'application/json': { schema, ...more } })

function sendItems(kind: ImportKind): Schema {
  const body = schemaOf(envelope.extend({ items: z.array(z.unknown()).max(mostItems) }))
  const properties = { items: { type: 'array', maxItems: mostItems, items: ref(kind.kind) } }
  return {
    operationId: `send_${kind.kind}`,
    summary: `Send ${kind.title.en}`,
    requestBody: {
      required: true,
      content: json({ ...body, properties }, { example: { items: [exampleItem(kind)] } }),
    },
    responses: responses('Landed', 'What was taken, and of each item that was not, why'),
  }
}

function sendFile(kind: ImportKind): Schema {
  const { properties = {} } = schemaOf(uploadQuery) as { properties?: Record<string, Schema> }
  return {
    operationId: `import_${kind.kind}`,
    summary: `Send a file of ${kind.title.en}`,
    parameters: Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema })),
    requestBody: {
      required: true,
      content: { 'text/csv': { schema: { type: 'string' }, example: exampleFile(kind) } },
    },
    responses: responses('Imported', 'What became of the rows'),
  }
}

function responses(schema: string, description: string): Schema {
  const refusals = {
    400: 'Malformed; of a file, what had landed before stays',
    401: 'No valid token',
    403: 'The token may not send this kind',
    413: 'Too large or too many',
    415: 'Another media type, encoding or character set',
    429: 'Too often; Retry-After says how many seconds to wait',
    503: 'Not now; send the same again, nothing is doubled',
  }
  const told = Object.entries(refusals).map(([status, text]) => [status, { description: text, content: json(ref('Refused')) }])
  return { 200: { description, content: json(ref(schema)) }, ...Object.fromEntries(told) }
}

/** What a new record needs, with believable values. Columns say in their description when only a new one needs them. */
export const exampleItem = (kind: ImportKind): Schema =>
  Object.fromEntries(
    Object.entries(kind.fields)
      .filter(([, { required, description }]) => required || /needed when/i.test(description))
      .map(([name, { type }]) => [jsonName(name), exampleOf(kind, name, type)]),
  )

function exampleFile(kind: ImportKind): string {
  const cells = Object.entries(exampleItem(kind))
  const columns = kind.columns.filter(column => cells.some(([name]) => name === jsonName(column)))
  return `${columns.join(',')}\n${columns.map(column => String(exampleItem(kind)[jsonName(column)])).join(',')}\n`
}

function exampleOf(kind: ImportKind, name: string, type: Column['type']): unknown {
  if (name === 'external_id') return `${kind.kind.slice(0, 1).toUpperCase()}-1001`
  if (name === 'customer_external_id') return 'C-1001'
  const values = {
    text: 'example',
    number: '1234.50',
    date: '2026-03-31',
    instant: '2026-03-31T14:30:00+02:00',
    boolean: true,
    list: ['vip'],
  }
  return values[type]
}
