import { describe, expect, it } from 'vitest'
import { isNarrowed, NO_FILTERS, readRecent, sinceOf, stepped, targetOf, withRecent } from './rules'

describe('recent searches', () => {
  it('are kept once, the newest first, and not without end', () => {
    expect(withRecent(['b', 'Ana'], ' ana ')).toEqual(['ana', 'b'])
    expect(withRecent(['b'], '  ')).toEqual(['b'])
    expect(withRecent([...'abcdefgh'], 'z')).toEqual(['z', ...'abcdefg'])
  })

  it.each([undefined, '', '{', '{"a":1}', '[1,null]'])('are none when %j is kept', (stored) => {
    expect(readRecent(stored)).toEqual([])
  })
})

describe('filters', () => {
  it('say whether anything is narrowed', () => {
    expect(isNarrowed(NO_FILTERS)).toBe(false)
    expect(isNarrowed({ ...NO_FILTERS, hasFile: true })).toBe(true)
    expect(isNarrowed({ ...NO_FILTERS, period: 'week' })).toBe(true)
    expect(isNarrowed({ ...NO_FILTERS, tagId: 'a' })).toBe(true)
  })

  it('count a period back from now', () => {
    const now = Date.parse('2026-11-22T12:00:00Z')
    expect(sinceOf('week', now)).toBe('2026-11-15T12:00:00.000Z')
    expect(sinceOf('', now)).toBeNull()
  })
})

describe('arrow keys', () => {
  it.each([
    [-1, 1, 3, 0],
    [-1, -1, 3, 2],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [0, 1, 0, -1],
  ] as const)('go from %i by %i of %i to %i', (active, step, count, expected) => {
    expect(stepped(active, step, count)).toBe(expected)
  })
})

it.each([
  [
    { kind: 'patient', id: 'p', thread_key: null },
    { kind: 'patient', id: 'p' },
  ],
  [
    { kind: 'doctor', id: 'd', thread_key: null },
    { kind: 'doctor', id: 'd' },
  ],
  [
    { kind: 'conversation', id: 'c', thread_key: 'whatsapp:+5511' },
    { kind: 'conversation', threadKey: 'whatsapp:+5511', messageId: null },
  ],
  [{ kind: 'conversation', id: 'c', thread_key: null }, null],
] as const)('what %j opens', (entry, target) => {
  expect(targetOf(entry)).toEqual(target)
})
