import { describe, expect, it } from 'vitest'
import { compareInstants, laterInstant } from './instants'

describe('compareInstants', () => {
  it('tells microseconds apart', () => {
    expect(
      compareInstants('2026-11-22T12:00:00.123456+00:00', '2026-11-22T12:00:00.123455+00:00'),
    ).toBeGreaterThan(0)
  })
  it('reads shortened fractions as Postgres writes them', () => {
    expect(compareInstants('2026-11-22T12:00:00.12+00:00', '2026-11-22T12:00:00.120001+00:00')).toBeLessThan(
      0,
    )
    expect(compareInstants('2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00.000000Z')).toBe(0)
  })
  it('compares across offsets', () => {
    expect(compareInstants('2026-11-22T09:00:00-03:00', '2026-11-22T12:00:00Z')).toBe(0)
  })
})

describe('laterInstant', () => {
  it('keeps the later one', () => {
    expect(laterInstant(null, '2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00Z')
    expect(laterInstant('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).toBe('2026-01-02T00:00:00Z')
  })
})
