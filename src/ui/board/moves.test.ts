import { expect, it } from 'vitest'
import { columnBeside, edgeScroll } from './moves'

it('goes to the column beside, and stays at the ends', () => {
  const keys = ['new', 'busy', 'done']
  expect(columnBeside(keys, 'new', 1)).toBe('busy')
  expect(columnBeside(keys, 'busy', -1)).toBe('new')
  expect(columnBeside(keys, 'done', 1)).toBe('done')
  expect(columnBeside(keys, 'new', -1)).toBe('new')
})

it('scrolls only while a card is held at an edge', () => {
  expect(edgeScroll(500, 0, 1_000)).toBe(0)
  expect(edgeScroll(10, 0, 1_000)).toBeLessThan(0)
  expect(edgeScroll(990, 0, 1_000)).toBeGreaterThan(0)
})
