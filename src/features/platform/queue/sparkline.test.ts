import { describe, expect, it } from 'vitest'
import { linePoints } from './sparkline'

describe('linePoints', () => {
  it('spreads the values over the width and scales them to the height', () => {
    expect(linePoints([0, 5, 10], 100, 20)).toBe('0,20 50,10 100,0')
  })

  it('draws nothing happening as a flat line at the bottom', () => {
    expect(linePoints([0, 0], 10, 20)).toBe('0,20 10,20')
  })

  it('survives one value and none', () => {
    expect(linePoints([3], 10, 20)).toBe('0,0')
    expect(linePoints([], 10, 20)).toBe('')
  })
})
