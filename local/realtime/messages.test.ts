import { expect, it } from 'vitest'
import { messageFromRow } from './messages.ts'
import { precedingLsn } from './replication.ts'

const row = {
  id: 'i',
  topic: 'tenant:1',
  event: 'x',
  extension: 'broadcast',
  private: 't',
  payload: '{"a": 1}',
}

it('turns a row into a broadcast without touching its payload', () => {
  expect(messageFromRow(row)).toEqual({
    key: 'private:tenant:1',
    topic: 'tenant:1',
    broadcast: { event: 'x', json: '{"a": 1}', binary: null, meta: { id: 'i' } },
  })
  expect(messageFromRow({ ...row, private: 'f' })?.key).toBe('public:tenant:1')
})

it('reads bytes as Postgres prints them', () => {
  const message = messageFromRow({ ...row, payload: null, binary_payload: '\\x00ff' })
  expect(message?.broadcast).toMatchObject({ json: null, binary: Buffer.from([0, 255]) })
})

it('leaves rows alone that are no broadcast', () => {
  expect(messageFromRow({ ...row, extension: 'presence' })).toBeNull()
  expect(messageFromRow({ ...row, event: null })).toBeNull()
})

it.each([
  ['0/1C14D60', '0/1C14D5F'],
  ['1/0', '0/FFFFFFFF'],
  ['0/0', '0/0'],
])('counts one byte back from %s', (lsn, previous) => {
  expect(precedingLsn(lsn)).toBe(previous)
})
