import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { follow, LATEST, showAround, showNewer, showOlder, visible, WINDOW_LIMIT } from './message-window'

const messages = Array.from({ length: 1000 }, (_, index) => index)

describe('message window', () => {
  it('shows the newest messages first', () => {
    expect(visible(messages, LATEST)).toEqual(messages.slice(-60))
    expect(visible([1, 2], LATEST)).toEqual([1, 2])
  })
  it('walks to the beginning and back without a gap', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (steps) => {
        let window = LATEST
        for (const older of steps) {
          const before = visible(messages, window)
          window = older ? showOlder(window, messages.length) : showNewer(window)
          const after = visible(messages, window)
          expect(after.length).toBeLessThanOrEqual(WINDOW_LIMIT)
          expect(before.some((message) => after.includes(message))).toBe(true)
        }
      }),
    )
  })
  it('stays on the same messages while new ones arrive below', () => {
    const more = [...messages, 1000, 1001]
    const reading = { skip: 100, size: 60 }
    expect(visible(more, follow(reading, 2, false))).toEqual(visible(messages, reading))
    expect(visible(more, follow(LATEST, 2, false))).toEqual([...visible(messages, LATEST), 1000, 1001])
    const full = { skip: 0, size: WINDOW_LIMIT }
    expect(visible(more, follow(full, 2, false))).toEqual(visible(messages, full))
  })
  it('moves along at the end', () => {
    expect(visible([...messages, 1000], follow(LATEST, 1, true)).at(-1)).toBe(1000)
  })
  it('jumps to a quoted message', () => {
    expect(visible(messages, showAround(LATEST, 10, messages.length))).toContain(10)
    expect(showAround(LATEST, 999, messages.length)).toBe(LATEST)
  })
})
