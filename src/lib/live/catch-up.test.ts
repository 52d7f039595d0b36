import { describe, expect, it } from 'vitest'
import { catchUpFrom } from './catch-up'

describe('catchUpFrom', () => {
  it('asks from the earlier of both clocks, with an overlap', () => {
    const noon = '2026-11-22T12:00:00Z'
    expect(catchUpFrom(noon, new Date('2026-11-22T12:30:00Z'))).toBe('2026-11-22T11:59:00.000Z')
    expect(catchUpFrom(noon, new Date('2026-11-22T11:00:00Z'))).toBe('2026-11-22T10:59:00.000Z')
  })

  it('knows when there is nothing to go by', () => {
    expect(catchUpFrom(null, new Date())).toBeNull()
  })
})
