import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import {
  canReplyTo,
  foldPoint,
  groupReactions,
  isJumboEmoji,
  mapLink,
  mediaFacts,
  noticeKey,
  pollResult,
  quotedCopy,
  safeHref,
  textOf,
} from './message-rules'

describe('foldPoint', () => {
  it('folds a very long text at a word', () => {
    const body = 'palavra '.repeat(700)
    const point = foldPoint(body) ?? 0
    expect(point).toBeLessThanOrEqual(1200)
    expect(body.charAt(point)).toBe(' ')
  })
  it('never cuts an emoji in half', () => {
    const body = 'a' + '😀'.repeat(3000)
    const point = foldPoint(body) ?? 0
    expect(body.slice(0, point)).not.toMatch(/[\ud800-\udbff]$/)
  })
  it('leaves a text alone that is a little longer than the limit', () => {
    expect(foldPoint('a '.repeat(700))).toBeNull()
  })
})

describe('isJumboEmoji', () => {
  it.each(['👍', '👍🏽', '❤️', '👨‍👩‍👧‍👦', '🇧🇷', '😀 😀 😀'])('enlarges %s', (body) =>
    expect(isJumboEmoji(body)).toBe(true),
  )
  it.each(['😀😀😀😀', 'ok 👍', '', '1', '#'])('does not enlarge "%s"', (body) =>
    expect(isJumboEmoji(body)).toBe(false),
  )
})

describe('canReplyTo', () => {
  it('quotes only what the provider knows and still exists', () => {
    expect(canReplyTo(aMessage())).toBe(true)
    expect(canReplyTo(aMessage({ deleted_at: '2026-11-22T12:00:00Z' }))).toBe(false)
    expect(canReplyTo(aMessage({ provider_message_id: null }))).toBe(false)
    expect(canReplyTo(aMessage({ kind: 'system' }))).toBe(false)
  })
})

describe('mediaFacts', () => {
  it('says duration and size', () => {
    expect(mediaFacts({ seconds: 62, size: 1_400_000 }, 'pt-BR')).toEqual(['1:02', '1,4 MB'])
    expect(mediaFacts({ size: 120 }, 'en')).toEqual(['1 kB'])
    expect(mediaFacts(null, 'en')).toEqual([])
  })
})

describe('addresses from messages', () => {
  it('opens maps for real coordinates only', () => {
    expect(mapLink(-23.5, -46.6)).toContain('query=-23.5,-46.6')
    expect(mapLink(-123, 0)).toBeNull()
    expect(mapLink(undefined, 0)).toBeNull()
  })
  it('opens http and https only', () => {
    expect(safeHref('https://exemplo.com/x')).toBe('https://exemplo.com/x')
    expect(safeHref('javascript:alert(1)')).toBeNull()
    expect(safeHref('exemplo.com')).toBeNull()
  })
})

describe('textOf', () => {
  it('does not say a title twice', () => {
    expect(
      textOf(aMessage({ kind: 'button', body: 'Confirmar', content: { title: 'Confirmar' } })),
    ).toBeNull()
    expect(textOf(aMessage({ kind: 'image', body: 'Veja', content: {} }))).toBe('Veja')
    expect(textOf(aMessage({ body: '' }))).toBeNull()
  })
})

describe('what was said beside words', () => {
  it('counts reactions with the same emoji and names whom it can', () => {
    expect(
      groupReactions([
        { by: 'contact', emoji: '👍', author: '+5511987650001' },
        { by: 'contact', emoji: '👍', author: 'lid:42', name: 'Bia' },
        { by: 'us', emoji: '❤️' },
      ]),
    ).toEqual([
      { emoji: '👍', count: 2, names: '(11) 98765-0001, Bia' },
      { emoji: '❤️', count: 1, names: '' },
    ])
    expect(groupReactions(null)).toEqual([])
  })

  it('shows a vote on its option, also on one that the poll does not list', () => {
    const votes = [
      { by: 'contact' as const, options: ['Tarde'] },
      { by: 'us' as const, options: ['Noite'] },
    ]
    expect(pollResult(['Manhã', 'Tarde'], votes).map(({ name, count }) => [name, count])).toEqual([
      ['Manhã', 0],
      ['Tarde', 1],
      ['Noite', 1],
    ])
  })

  it('quotes the copy that came with the answer', () => {
    const content = { quoted: { kind: 'text' as const, body: 'Avaliação grátis', by: 'us' as const } }
    expect(quotedCopy(aMessage({ content }))).toMatchObject({ kind: 'text', body: 'Avaliação grátis' })
    expect(quotedCopy(aMessage({ content: { quoted: { by: 'us' } } }))).toBeNull()
    expect(quotedCopy(aMessage({ content: null }))).toBeNull()
  })

  it('does not repeat below a card what the card shows', () => {
    const pix = { key: 'pix@exemplo.test' }
    expect(textOf(aMessage({ kind: 'pix', body: 'PIX · x', content: { pix } }))).toBeNull()
    expect(textOf(aMessage({ kind: 'pix', body: 'Oi\nPIX · x', content: { pix, note: 'Oi' } }))).toBe('Oi')
    const answers = [{ name: 'nome', value: 'Ana' }]
    expect(textOf(aMessage({ kind: 'form', body: 'nome: Ana', content: { answers } }))).toBeNull()
  })

  it('says which notice it is', () => {
    expect(noticeKey(aMessage({ content: { type: 'status_mention' } }))).toBe('inbox.message.statusMention')
    expect(noticeKey(aMessage({ content: null }))).toBe('inbox.kind.system')
  })
})
