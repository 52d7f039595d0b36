import { expect, it } from 'vitest'
import { linesOf, urgencyOf } from './rules'

it('adds up what goes by part, and tells what stays by its law', () => {
  const kept = { erased: 0, law: 'Lei', reason: 'Porque', until: '2046-01-01' }
  expect(
    linesOf([
      { table: 'a', section: 'contacts', erased: 2, kept: 0 },
      { table: 'b', section: 'contacts', erased: 1, kept: 0 },
      { table: 'c', section: null, erased: 4, kept: 0 },
      { table: 'd', section: 'record', kept: 3, ...kept },
      { table: 'e', section: 'record', kept: 1, ...kept },
    ]),
  ).toEqual({
    goes: [
      { section: 'contacts', rows: 3 },
      { section: 'internal', rows: 4 },
    ],
    stays: [{ section: 'record', rows: 4, law: 'Lei', reason: 'Porque', until: '2046-01-01' }],
  })
})

it.each([
  [-1, 'over'],
  [0, 'near'],
  [3, 'near'],
  [4, 'far'],
] as const)('with %i days left a deadline is %s', (days, urgency) => {
  expect(urgencyOf(days)).toBe(urgency)
})
