import { expect, it } from 'vitest'
import { secondsThatFit } from './use-recorder'
import { barsOf, clock } from './waveform'

it('shows the loudest of each stretch, in proportion to the loudest of all', () => {
  expect(barsOf([0, -0.5, 0.25, 0, 0, 0.1], 3)).toEqual([100, 50, 20])
  expect(barsOf([], 2)).toEqual([0, 0])
  expect(barsOf([1], 3)).toEqual([100, 100, 100])
})

it('tells time as a clock', () => expect([0, 9.9, 62].map(clock)).toEqual(['0:00', '0:09', '1:02']))

it('records as long as WhatsApp shows a voice message', () => {
  expect(secondsThatFit(512 * 1024)).toBeGreaterThan(160)
  expect(secondsThatFit(512 * 1024)).toBeLessThan(175)
})
