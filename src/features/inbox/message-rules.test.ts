import { describe, expect, it } from 'vitest'
import { aMessage } from './fixtures'
import { canReplyTo, foldPoint, isJumboEmoji, mapLink, mediaFacts, safeHref, textOf } from './message-rules'

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
