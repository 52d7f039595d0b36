import { expect, test } from 'vitest'
import type { Attempt } from '../core/deliveries.ts'
import { repliesIn, retryPolicy } from './webhook.ts'

const answered = (status: number, contentType = '', body = ''): Attempt => ({ status, contentType, body })
const unreachable: Attempt = { status: null, error: 'connect', contentType: '', body: '' }

test('by default only a failed connection is tried again, once', () => {
  const policy = retryPolicy('https://zelo.test/hook')
  expect(policy.next(unreachable, 1)).toBeGreaterThan(0)
  expect(policy.next(unreachable, 2)).toBeNull()
  expect(policy.next(answered(503), 1)).toBeNull()
})

test('the fragment asks for more', () => {
  const policy = retryPolicy('https://zelo.test/hook#rc=3&rp=5xx,rt')
  expect(policy.next(answered(503), 3)).toBeGreaterThan(0)
  expect(policy.next(answered(503), 4)).toBeNull()
  expect(policy.next(answered(404), 1)).toBeNull()
})

test('plain text is sent to the patient, an empty TwiML answer is not', () => {
  expect(repliesIn(answered(200, 'text/plain;charset=UTF-8', 'ok'))).toEqual(['ok'])
  expect(repliesIn(answered(200, 'text/xml', '<Response></Response>'))).toEqual([])
  expect(
    repliesIn(answered(200, 'text/xml', '<Response><Message><Body>Oi</Body></Message></Response>')),
  ).toEqual(['Oi'])
})
