import { describe, expect, it } from 'vitest'
import { CHANGES_LIMIT, isComplete } from './catch-up'
import { aThread } from '../fixtures'

describe('isComplete', () => {
  it('does not trust a full page', () => {
    const now = '2026-11-22T12:00:00Z'
    expect(isComplete({ threads: [aThread()], now })).toBe(true)
    expect(isComplete({ threads: Array.from({ length: CHANGES_LIMIT }, () => aThread()), now })).toBe(false)
  })
})
