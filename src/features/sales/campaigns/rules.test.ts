import { expect, test } from 'vitest'
import { percentDone, percentOf } from './rules'

const counts = {
  total: 0,
  queued: 0,
  sending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  replied: 0,
  failed: 0,
  skipped: 0,
}

test('a campaign is as far as it has nobody left to send to', () => {
  expect(percentDone(counts)).toBe(0)
  expect(percentDone({ ...counts, total: 3, queued: 1, sending: 1, sent: 1 })).toBe(33)
  expect(percentDone({ ...counts, total: 200, sent: 198, sending: 1, skipped: 1 })).toBe(99)
  expect(percentDone({ ...counts, total: 2, skipped: 2 })).toBe(100)
})

test('shares are of those who were sent it', () => {
  expect(percentOf(1, counts)).toBe(0)
  expect(percentOf(1, { ...counts, total: 9, sent: 3 })).toBe(33)
})
