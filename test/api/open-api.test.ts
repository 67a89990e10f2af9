import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { exampleItem } from '../../src/api/open-api.ts'
import { useApi } from './server.ts'

const api = useApi()
const document = async () => (await api.ask('/api/openapi.json', undefined, { token: null })).body

describe('GET /api/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document, open to everybody', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(await document())
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('describes every kind, each of its fields, and what is checked', async () => {
    const { paths, components } = await document()
    for (const kind of api.rooms.importKinds) {
      expect(Object.keys(paths)).toContain(`/api/v1/${kind.kind}`)
      expect(Object.keys(paths)).toContain(`/api/v1/import/${kind.kind}`)
      expect(Object.keys(components.schemas[kind.kind].properties)).toHaveLength(kind.columns.length)
    }
    const { properties, required, additionalProperties } = components.schemas.orders
    expect(required).toEqual(['externalId', 'customerExternalId', 'orderedAt', 'amount'])
    expect(properties.amount).toMatchObject({ type: ['number', 'string'], description: expect.stringContaining('total') })
    expect(additionalProperties).toBe(false)
    expect(JSON.stringify(components.schemas.customers.properties.phone)).toContain('null')
  })

  it('has examples that the API takes as they stand', async () => {
    const { paths } = await document()
    await api.send('customers', { externalId: 'C-1001', name: 'Acme GmbH' })
    for (const { kind } of api.rooms.importKinds) {
      const { example } = paths[`/api/v1/${kind}`].post.requestBody.content['application/json']
      expect((await api.ask(`/api/v1/${kind}`, example)).body, kind).toEqual({ accepted: 1, rejected: [] })
      const file = paths[`/api/v1/import/${kind}`].post.requestBody.content['text/csv'].example
      const headers = { 'content-type': 'text/csv' }
      const { body } = await api.ask(`/api/v1/import/${kind}`, file, { headers })
      expect([body.accepted, body.rejected], kind).toEqual([1, []])
    }
    expect(api.rooms.importKinds.every(kind => exampleItem(kind).externalId !== undefined)).toBe(true)
  })
})
