import { expect, it } from 'vitest'
import { percentOf, pointsOf } from './effect'

it('says a share of nobody as a dash', () => {
  expect([percentOf(3, 24), percentOf(0, 5), percentOf(0, 0)]).toEqual(['13%', '0%', '–'])
})

it('says a difference in points, with its sign', () => {
  expect([pointsOf(0.034), pointsOf(-0.02), pointsOf(0.001), pointsOf(-0.001)]).toEqual([
    '+3',
    '−2',
    '0',
    '0',
  ])
})
