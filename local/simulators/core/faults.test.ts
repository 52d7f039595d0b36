import { expect, test } from 'vitest'
import { Faults } from './faults.ts'

test('a counted fault is used up', () => {
  const faults = new Faults()
  faults.set('twilio', { status429: 2 })
  expect([1, 2, 3].map(() => faults.take('twilio', 'status429'))).toEqual([true, true, false])
  expect(faults.take('evolution', 'status429')).toBe(false)
})

test('duplicates hold until cleared, or for the next n', () => {
  const faults = new Faults()
  faults.set('evolution', { duplicate: true })
  expect([1, 2].map(() => faults.takeDuplicate('evolution'))).toEqual([true, true])
  faults.set('evolution', { duplicate: 1 })
  expect([1, 2].map(() => faults.takeDuplicate('evolution'))).toEqual([true, false])
})

test('clearing one provider leaves the others', () => {
  const faults = new Faults()
  faults.set('evolution', { delayMs: 5 })
  faults.set('twilio', { delayMs: 7 })
  faults.clear('evolution')
  expect(faults.plan('evolution').delayMs).toBe(0)
  expect(faults.plan('twilio').delayMs).toBe(7)
})

test('a fault about one clinic leaves the calls of the others alone', async () => {
  const faults = new Faults()
  faults.set('evolution', { status500: 1 }, 'zelo-1')
  const about = (call: string) => faults.aboutOf('evolution', () => Promise.resolve(call))
  expect(await about('/message/sendText/zelo-2')).toBe('')
  expect(await about('/message/sendText/zelo-1')).toBe('zelo-1')
  expect([1, 2].map(() => faults.take('evolution', 'status500', 'zelo-1'))).toEqual([true, false])
  expect(faults.take('evolution', 'status500')).toBe(false)
  faults.set('evolution', { status500: 1 }, 'zelo-1')
  faults.clear(undefined, 'zelo-1')
  expect(await about('/message/sendText/zelo-1')).toBe('')
})
