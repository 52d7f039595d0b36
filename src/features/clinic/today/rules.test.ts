import { expect, it } from 'vitest'
import { alertsOf, occupation } from './rules'

it('knows how full a week is, and that one without work is neither full nor empty', () => {
  expect(occupation({ open_minutes: 600, taken_minutes: 200 })).toBe(33)
  expect(occupation({ open_minutes: 0, taken_minutes: 0 })).toBeNull()
})

it('tells what needs somebody, the worst first', () => {
  const quiet = { channel_down: false, credits_low: false, dead_jobs: 0, failed_sends: 0 }
  expect(alertsOf({ alerts: quiet })).toEqual([])
  expect(
    alertsOf({ alerts: { channel_down: true, credits_low: true, dead_jobs: 2, failed_sends: 3 } }),
  ).toEqual([
    { key: 'channel', n: 1 },
    { key: 'credits', n: 1 },
    { key: 'failed', n: 3 },
    { key: 'jobs', n: 2 },
  ])
})
