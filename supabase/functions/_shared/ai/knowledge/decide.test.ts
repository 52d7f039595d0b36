import { describe, expect, test } from 'vitest'
import { decide, isClinical, type Hit } from './decide.ts'
import { diversify } from './rank.ts'
import { stemOf, termsOf } from './words.ts'

const hit = (id: string, text: string, more: Partial<Hit> = {}): Hit => ({
  chunk_id: id,
  document_id: id,
  kind: 'text',
  title: id,
  heading: id,
  text,
  tokens: 50,
  vector: [1, 0],
  score: 1,
  ...more,
})

describe('decide', () => {
  const hits = [
    hit('Voz', 'O programa de voz para cantores tem oito encontros em grupo.'),
    hit('Equipe', 'A equipe tem cinco psicólogas. Vera Lima cuida de crianças.'),
    hit('Preços', '| serviço | valor |\n|---|---|\n| Massagem | R$ 90 |\n| Sauna | R$ 40 |'),
  ]

  test('answers with the row that speaks of it', () => {
    const { outcome, passages } = decide('quanto custa a massagem?', hits)
    expect(outcome).toBe('answer')
    expect(passages[0]!.text).toBe('| serviço | valor |\n|---|---|\n| Massagem | R$ 90 |')
  })

  test.each([
    ['quanto custa o programa de voz?', 'no amount stands there'],
    ['quantas fonoaudiólogas tem a equipe?', 'nobody counted them'],
    ['a Vera Lima é casada?', 'nothing is said of it'],
    ['vocês têm ofurô?', 'the word is nowhere'],
    ['???', 'nothing is asked'],
  ])('leaves "%s" to a person: %s', (question) => {
    expect(decide(question, hits)).toMatchObject({ outcome: 'human', sources: [], passages: [] })
  })

  test('counts what was asked for', () => {
    expect(decide('quantas psicólogas tem na equipe?', hits).outcome).toBe('answer')
  })

  test('cites nothing where nothing was found', () => {
    expect(decide('onde fica?', [])).toMatchObject({ outcome: 'human', reason: 'not_found' })
  })
})

test.each([
  ['qual remédio tomo para enxaqueca?', true],
  ['posso passar gelo no joelho inchado?', true],
  ['que exercício ajuda na coluna?', true],
  ['é normal formigar depois da sessão?', true],
  ['vocês vendem remédio?', false],
  ['a fisioterapia trata o joelho?', false],
  ['quanto custa a avaliação do ombro?', false],
])('clinical: %s %s', (question, is) => {
  expect(isClinical(question)).toBe(is)
})

test('words of one family meet', () => {
  for (const [a, b] of [
    ['remarcar', 'remarcacao'],
    ['sessoes', 'sessao'],
    ['psicologa', 'psicologas'],
    ['caes', 'cao'],
    ['dez', '10'],
  ])
    expect(stemOf(a!)).toBe(stemOf(b!))
  expect(termsOf('Onde fica a clínica da Vera?').find(({ isName }) => isName)?.word).toBe('vera')
})

test('what says the same again comes later', () => {
  const near = [
    hit('a', 'x', { score: 1 }),
    hit('b', 'x', { score: 0.99 }),
    hit('c', 'y', { score: 0.9, vector: [0, 1] }),
  ]
  expect(diversify(near, 2).map(({ chunk_id }) => chunk_id)).toEqual(['a', 'c'])
})
