import { expect, it } from 'vitest'
import { panBy, wholePicture, zoomBy } from './zoom'

const room = { x: 500, y: 400 }

it('keeps the point under the finger', () => {
  const { scale, x, y } = zoomBy(wholePicture, 2, { x: 100, y: -50 })
  expect({ scale, x, y }).toEqual({ scale: 2, x: -100, y: 50 })
})

it('goes no further than all of it and six times', () => {
  expect(zoomBy({ scale: 1.2, x: 40, y: 3 }, 0.5)).toEqual(wholePicture)
  expect(zoomBy(wholePicture, 100).scale).toBe(6)
})

it('moves as far as the edges', () => {
  expect(panBy({ scale: 2, x: 0, y: 0 }, 9_999, -9_999, room)).toEqual({ scale: 2, x: 500, y: -400 })
  expect(panBy(wholePicture, 10, 10, room)).toEqual({ scale: 1, x: 0, y: 0 })
})
