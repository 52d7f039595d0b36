import { describe, expect, it } from 'vitest'
import { centsOfMicro, mayChoose, usedShare } from './rules'

describe('centsOfMicro', () => {
  it('rounds up', () => {
    expect(centsOfMicro(0)).toBe(0)
    expect(centsOfMicro(1)).toBe(1)
    expect(centsOfMicro(2_000_000)).toBe(2)
  })
})

describe('usedShare', () => {
  it('is between none and all', () => {
    expect(usedShare(500_000, 1)).toBe(0.5)
    expect(usedShare(9_000_000, 1)).toBe(1)
    expect(usedShare(0, 0)).toBe(1)
  })
})

describe('mayChoose', () => {
  it('lets everybody be answered only after some people were', () => {
    expect(mayChoose('all', 'test', true)).toBe(false)
    expect(mayChoose('all', 'people', true)).toBe(true)
    expect(mayChoose('people', 'test', false)).toBe(false)
    expect(mayChoose('off', 'all', false)).toBe(true)
  })
})
