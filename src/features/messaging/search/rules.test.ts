import { describe, expect, it } from 'vitest'
import {
  fits,
  isNarrowed,
  nearOf,
  NO_FILTERS,
  orderOf,
  readOpened,
  readRecent,
  sinceOf,
  stepped,
  targetOf,
  withOpened,
  withRecent,
} from './rules'

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

const line = {
  id: 'x',
  thread_key: null,
  message_id: null,
  patient_id: null,
  detail: null,
}

it.each([
  [
    { ...line, kind: 'patient' },
    { kind: 'patient', id: 'x', tab: null },
  ],
  [
    { ...line, kind: 'doctor' },
    { kind: 'doctor', id: 'x' },
  ],
  [
    { ...line, kind: 'conversation', thread_key: 'whatsapp:+5511' },
    { kind: 'conversation', threadKey: 'whatsapp:+5511', messageId: null },
  ],
  [
    { ...line, kind: 'message', thread_key: 'whatsapp:+5511', message_id: 'm' },
    { kind: 'conversation', threadKey: 'whatsapp:+5511', messageId: 'm' },
  ],
  [
    { ...line, kind: 'session', detail: { day: '2026-11-28' } },
    { kind: 'session', id: 'x', day: '2026-11-28' },
  ],
  [
    { ...line, kind: 'charge', patient_id: 'p' },
    { kind: 'patient', id: 'p', tab: 'cobrancas' },
  ],
  [
    { ...line, kind: 'file', patient_id: 'p' },
    { kind: 'patient', id: 'p', tab: 'arquivos' },
  ],
  [{ ...line, kind: 'payment' }, null],
  [{ ...line, kind: 'conversation' }, null],
  [{ ...line, kind: 'patient', id: null }, null],
] as const)('what %j opens', (entry, target) => {
  expect(targetOf(entry)).toEqual(target)
})

describe('what was opened', () => {
  const week = 7 * 86_400_000

  it('counts more when it is often and lately', () => {
    const opened = [
      { id: 'once', times: 1, at: week },
      { id: 'often', times: 3, at: week },
      { id: 'often, long ago', times: 4, at: -2 * week },
    ]
    expect(nearOf(opened, week)).toEqual(['often', 'once', 'often, long ago'])
  })

  it('is kept once, the newest first, and not without end', () => {
    const opened = withOpened(
      [
        { id: 'a', times: 2, at: 1 },
        { id: 'b', times: 1, at: 1 },
      ],
      'b',
      5,
    )
    expect(opened).toEqual([
      { id: 'b', times: 2, at: 5 },
      { id: 'a', times: 2, at: 1 },
    ])
    const many = Array.from({ length: 80 }, (_, n) => ({ id: String(n), times: 1, at: n }))
    expect(withOpened(many, 'x', 99)).toHaveLength(60)
  })

  it.each([undefined, '', '{', '{"a":1}', '[null,{"id":"x","times":1,"at":1}]'])(
    'is nothing when %j is kept',
    (stored) => {
      expect(readOpened(stored)).toEqual([])
    },
  )
})

describe('groups', () => {
  it('stand in the order of their best line, without what was not begun', () => {
    const found = [
      { kind: 'patient', id: 'a', distance: 3 },
      { kind: 'session', id: 's', distance: 4 },
      { kind: 'conversation', id: 'b', distance: 0 },
      { kind: 'message', id: null, distance: null },
    ] as const
    expect(orderOf(found)).toEqual(['conversation', 'patient', 'session'])
  })
})

it.each([
  ['Configurações · Equipe', 'equipe conf', true],
  ['Tema: Escuro', 'escuro', true],
  ['Tema: Escuro', 'tema claro', false],
  ['Tema: Escuro', ' ', false],
])('%s fits %s: %s', (text, search, expected) => {
  expect(fits(text, search)).toBe(expected)
})
