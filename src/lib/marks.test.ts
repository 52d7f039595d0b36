import { describe, expect, it } from 'vitest'
import { excerptOf, firstMark, markPieces, searchWords } from './marks'

const marked = (text: string, search: string) =>
  markPieces(text, searchWords(search))
    .filter((piece) => piece.marked)
    .map((piece) => piece.text)

describe('markPieces', () => {
  it.each([
    ['A sessão foi ótima', 'sessoes', ['sessão']],
    ['Sessões de quinta', 'SESSÃO quinta', ['Sessões', 'quinta']],
    ['Remarcações só com a clínica', 'remarcar clinicas', ['Remarcações', 'clínica']],
    ['Joa\u0303o e Joana', 'joão', ['Joa\u0303o']],
    ['Mariana Claro', 'mar cla', ['Mariana', 'Claro']],
    ['consultório', 'consulta', []],
    ['100% certo', '%', []],
    ['nada', '', []],
  ])('marks in %j what %j looks for', (text, search, expected) => {
    expect(marked(text, search)).toEqual(expected)
  })

  it('loses nothing of the text', () => {
    const text = '  Olá, *sessão*?\n👍 fim '
    expect(
      markPieces(text, ['sessao', 'fim'])
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})

describe('excerptOf', () => {
  it('begins shortly before the first mark', () => {
    const text = `${'palavra '.repeat(30)}xilofone no fim`
    const excerpt = excerptOf(text, ['xilofone'])
    expect(excerpt.startsWith('…palavra')).toBe(true)
    expect(excerpt.length).toBeLessThan(70)
    expect(excerpt).toContain('xilofone')
  })

  it('is the text itself when that is short', () => {
    expect(excerptOf('um\nxilofone', ['xilofone'])).toBe('um xilofone')
    expect(firstMark('um', ['dois'])).toBeNull()
  })
})
