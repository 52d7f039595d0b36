import { describe, expect, it } from 'vitest'
import { usedNow } from './rules'

const now = Date.parse('2026-05-12T12:00:00Z')

describe('usedNow', () => {
  it('is nothing once the period of the counter is over', () => {
    expect(usedNow(5, '2026-05-12T12:00:01Z', now)).toBe(5)
    expect(usedNow(5, '2026-05-12T12:00:00Z', now)).toBe(0)
  })

  it('counts before any period began', () => {
    expect(usedNow(0, null, now)).toBe(0)
  })
})
