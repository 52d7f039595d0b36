import { describe, expect, it } from 'vitest'
import { centsOfMicro, isUnderway, mayChoose, pairsOf, usedShare } from './rules'
import type { EvaluatedCase, EvaluationRun } from './types'

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

describe('isUnderway', () => {
  it('is so until an evaluation has ended', () => {
    const run = (state: EvaluationRun['state']) => isUnderway({ state } as EvaluationRun)
    expect((['waiting', 'running'] as const).map(run)).toEqual([true, true])
    expect((['done', 'cancelled', 'stopped', 'failed'] as const).map(run)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(isUnderway(null)).toBe(false)
  })
})

describe('pairsOf', () => {
  const one = (key: string, isRight: boolean) => ({ key, is_right: isRight }) as EvaluatedCase
  const mine = [one('a', true), one('b', false), one('c', false)]
  const other = [one('a', false), one('b', false), one('d', true)]
  const keys = (show: 'wrong' | 'different' | 'all') =>
    pairsOf(mine, other, show).map((pair) => [pair.mine.key, pair.other?.key ?? null])

  it('puts the same case of two evaluations side by side', () => {
    expect(keys('all')).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', null],
    ])
  })

  it('shows what went wrong here, or otherwise there', () => {
    expect(keys('wrong')).toEqual([
      ['b', 'b'],
      ['c', null],
    ])
    expect(keys('different')).toEqual([['a', 'a']])
  })
})
