import { expect, test } from 'vitest'
import { storable } from './storable'

test('takes NUL out of every text, and leaves the rest', () => {
  expect(
    storable({ name: 'a\u0000b', list: ['\u0000', 'ç \u{1F600}', '\\u0000'], count: 1, none: null }),
  ).toEqual({
    name: 'ab',
    list: ['', 'ç \u{1F600}', '\\u0000'],
    count: 1,
    none: null,
  })
})
