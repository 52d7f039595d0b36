import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import type { MessagePages } from './cache'
import { applyToSegment, grown, joined, reachOf, segmentOf } from './segment'

const minute = (n: number) => `2026-11-22T12:${String(n).padStart(2, '0')}:00+00:00`
const message = (n: number) => aMessage({ id: `m${n}`, occurred_at: minute(n), body: `text ${n}` })
/** Messages from the newer to the older one. */
const run = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => message(from - n))
const ids = (pages: Pick<MessagePages, 'pages'> | null) => pages?.pages.flat().map(({ id }) => id)
const live = (from: number, to: number): MessagePages => ({ pages: [run(from, to)], pageParams: [null] })

describe('a segment', () => {
  it('knows whether there is more on each side', () => {
    expect(segmentOf(run(12, 8), 'm10', 2, 2)).toMatchObject({ hasNewer: true, hasOlder: true })
    expect(segmentOf(run(11, 9), 'm10', 2, 2)).toMatchObject({ hasNewer: false, hasOlder: false })
  })

  it('grows at its ends without a repetition, and asks again for all of it', () => {
    let segment = segmentOf(run(12, 8), 'm10', 2, 2)
    segment = grown(segment, run(15, 12), 'newer', 3)
    segment = grown(segment, run(8, 7), 'older', 3)
    expect(ids(segment)).toEqual(run(15, 7).map(({ id }) => id))
    expect(segment).toMatchObject({ hasNewer: true, hasOlder: false })
    const long = segmentOf(run(50, 0), 'm10', 40, 10)
    expect(reachOf(long, 'm10')).toEqual({ newer: 40, older: 25 })
    expect(reachOf(undefined, 'm10')).toEqual({ newer: 25, older: 25 })
  })

  it('takes changes and latecomers, and leaves what is new to the end of the conversation', () => {
    const segment = segmentOf([message(12), message(10), message(8)], 'm10', 1, 1)
    const edited = applyToSegment(segment, { ...message(10), body: 'edited', edited_at: minute(30) })
    expect(edited.pages.flat()[1]?.body).toBe('edited')
    expect(edited.hasNewer).toBe(true)
    expect(ids(applyToSegment(segment, message(11)))).toEqual(['m12', 'm11', 'm10', 'm8'])
    expect(applyToSegment(segment, message(40))).toBe(segment)
    expect(applyToSegment(segment, message(1))).toBe(segment)
  })
})

describe('joined', () => {
  it('is nothing while messages are missing in between', () => {
    expect(joined(live(40, 30), segmentOf(run(20, 10), 'm15', 5, 5))).toBeNull()
    expect(joined(undefined, segmentOf(run(20, 10), 'm15', 5, 5))).toBeNull()
  })

  it('shows every message once, in order, when both meet', () => {
    const meeting = segmentOf(run(32, 10), 'm15', 17, 5)
    expect(ids(joined(live(40, 30), meeting))).toEqual(run(40, 10).map(({ id }) => id))
  })
})
