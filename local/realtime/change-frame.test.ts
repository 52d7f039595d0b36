import { expect, it } from 'vitest'
import { changeFor, type ChangeFacts } from './change-frame.ts'
import { readWish } from './subscriptions.ts'

const column = (name: string, typeName: string, isKey = false): ChangeFacts['columns'][number] => ({
  name,
  typeName,
  cast: typeName,
  isKey,
})

const facts: ChangeFacts = {
  schema: 'public',
  table: 'notes',
  committedAt: '2026-11-22T19:00:00.123Z',
  type: 'UPDATE',
  columns: [column('id', 'int8', true), column('body', 'text'), column('secret', 'text')],
  record: { id: 1, body: 'a', secret: 's' },
  oldRecord: { id: 1 },
  tooLarge: false,
}

it('shows the columns that the role may read', () => {
  expect(changeFor(facts, new Set(['id', 'body']), null)).toEqual({
    schema: 'public',
    table: 'notes',
    commit_timestamp: '2026-11-22T19:00:00.123Z',
    type: 'UPDATE',
    columns: [
      { name: 'id', type: 'int8' },
      { name: 'body', type: 'text' },
    ],
    record: { id: 1, body: 'a' },
    old_record: { id: 1 },
    errors: null,
  })
})

it('has only the new row for inserts and only the old one for deletes', () => {
  const all = new Set(['id', 'body', 'secret'])
  expect(changeFor({ ...facts, type: 'INSERT' }, all, null)).not.toHaveProperty('old_record')
  expect(changeFor({ ...facts, type: 'DELETE' }, all, null)).not.toHaveProperty('record')
})

it('keeps the key beside the selected columns', () => {
  expect(changeFor(facts, new Set(['id', 'body', 'secret']), ['secret']).record).toEqual({
    id: 1,
    secret: 's',
  })
})

it('shows nothing of a row whose key the role may not read, or that has no key', () => {
  expect(changeFor(facts, new Set(['body']), null)).toMatchObject({
    columns: [],
    errors: ['Error 401: Unauthorized'],
  })
  const keyless = { ...facts, columns: [column('body', 'text')] }
  expect(changeFor(keyless, new Set(['body']), null)).not.toHaveProperty('record')
  expect(changeFor(keyless, new Set(['body']), null).errors).toEqual([
    'Error 400: Bad Request, no primary key',
  ])
})

it('shortens what is too large', () => {
  const large = { ...facts, tooLarge: true, record: { id: 1, body: 'x'.repeat(100), secret: 's' } }
  const data = changeFor(large, new Set(['id', 'body', 'secret']), null)
  expect(data.record).toEqual({ id: 1, secret: 's' })
  expect(data.errors).toEqual(['Error 413: Payload Too Large'])
})

it('reads wishes with the defaults of the hosted server', () => {
  expect(readWish({ event: 'insert', table: 'notes' })).toMatchObject({
    event: 'INSERT',
    schema: 'public',
    table: 'notes',
  })
  expect(readWish({ schema: 'public' })).toMatchObject({
    event: '*',
    schema: 'public',
    table: '*',
    select: null,
  })
})

it('gives equal wishes equal ids, and others different ones', () => {
  const { id } = readWish({ event: '*', schema: 'public', table: 'notes' })
  expect(id).toBeGreaterThan(0)
  expect(readWish({ table: 'notes', schema: 'public', event: '*' }).id).toBe(id)
  expect(readWish({ event: '*', schema: 'public', table: 'notes', filter: 'id=eq.1' }).id).not.toBe(id)
})
