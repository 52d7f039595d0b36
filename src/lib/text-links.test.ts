import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLinks } from './text-links'

const hrefs = (body: string) => splitLinks(body).flatMap((piece) => piece.href ?? [])

describe('splitLinks', () => {
  it('finds addresses without the punctuation around them', () => {
    expect(hrefs('Veja https://zelo.app/a?b=1. E (https://x.com/y_(z))!')).toEqual([
      'https://zelo.app/a?b=1',
      'https://x.com/y_(z)',
    ])
    expect(hrefs('www.exemplo.com.br, ok')).toEqual(['https://www.exemplo.com.br/'])
  })
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@evil.com/',
    'https://semponto',
    'http://',
    'sem link',
  ])('does not link %s', (body) => expect(hrefs(body)).toEqual([]))
  it('loses no character and links only http and https', () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom('https://', 'www.', 'a.b', ')', '(', ' ', 'javascript:'),
    )
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const body = parts.join('')
        expect(
          splitLinks(body)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(body)
        expect(hrefs(body).every((href) => /^https?:\/\//.test(href))).toBe(true)
      }),
    )
  })
})
