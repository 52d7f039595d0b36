import { describe, expect, test } from 'vitest'
import { chunksOf, countTokens } from './chunk.ts'

const sentence = (word: string) => `A ${word} da clínica vale para todas as pessoas que vêm aqui sempre.`
const paragraph = (word: string, count: number) =>
  Array.from({ length: count }, (_, at) => sentence(`${word}${at}`)).join(' ')

describe('chunksOf', () => {
  test('keeps a small document whole, under its title', () => {
    expect(chunksOf('Regras', '# Regras\n\nUma.\n\n## Faltas\n\nOutra.')).toEqual([
      { heading: 'Regras', text: 'Uma.\n\n## Faltas\n\nOutra.', tokens: expect.any(Number) as number },
    ])
  })

  test('cuts at headings once a passage is long enough, and says them again above', () => {
    const chunks = chunksOf('Guia', `## Um\n\n${paragraph('a', 28)}\n\n## Dois\n\n${paragraph('b', 28)}`)
    expect(chunks.map(({ heading }) => heading)).toEqual(['Guia › Um', 'Guia › Dois'])
  })

  test('makes passages of at most 800 tokens, which go on where the one before ended', () => {
    const text = Array.from({ length: 30 }, (_, at) => paragraph(`p${at}x`, 4)).join('\n\n')
    const chunks = chunksOf('Texto', text)
    expect(chunks.length).toBeGreaterThan(2)
    for (const { tokens } of chunks) expect(tokens).toBeLessThanOrEqual(880)
    for (const { tokens } of chunks.slice(0, -1)) expect(tokens).toBeGreaterThanOrEqual(400)
    const [first, second] = chunks
    expect(second!.text).toContain(first!.text.split('. ').at(-1)!)
    expect(first!.text).toContain(second!.text.split('. ')[0]!)
  })

  test('keeps a list with the line that leads into it, and a table whole', () => {
    const list = 'Os serviços:\n\n- um\n- dois\n\n- três'
    const table = '| a | b |\n|---|---|\n| 1 | 2 |'
    const text = `${paragraph('a', 40)}\n\n${list}\n\n${table}\n\n${paragraph('b', 40)}`
    const chunks = chunksOf('Casa', text)
    expect(chunks.filter((chunk) => chunk.text.includes('Os serviços:'))).toEqual(
      chunks.filter((chunk) => chunk.text.includes('- três')),
    )
    expect(chunks.some((chunk) => chunk.text.includes(table))).toBe(true)
  })

  test('of a table that is too long repeats the head', () => {
    const rows = Array.from({ length: 200 }, (_, at) => `| serviço número ${at} | R$ ${at},00 por sessão |`)
    const chunks = chunksOf('Preços', ['| serviço | valor |', '|---|---|', ...rows].join('\n'))
    expect(chunks.length).toBeGreaterThan(2)
    for (const { text, tokens } of chunks) {
      expect(text.startsWith('| serviço | valor |\n|---|---|\n')).toBe(true)
      expect(tokens).toBeLessThanOrEqual(800)
    }
  })

  test('cuts what has no sentence, and the same text always the same', () => {
    const text = 'palavra '.repeat(5000)
    expect(chunksOf('x', text)).toEqual(chunksOf('x', text))
    expect(chunksOf('x', text).length).toBeGreaterThan(5)
    expect(chunksOf('x', '')).toEqual([])
    expect(countTokens('')).toBe(0)
  })
})
