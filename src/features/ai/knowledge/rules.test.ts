import { describe, expect, test } from 'vitest'
import { faqPairs, faqText, progressOf, titleOfFile, toneOf } from './rules'
import type { KnowledgeDocument } from './types'

const document = (more: Partial<KnowledgeDocument>): KnowledgeDocument => ({
  id: '1',
  kind: 'text',
  title: 'Endereço',
  source: null,
  state: 'ready',
  failure: null,
  done: 0,
  total: null,
  is_live: true,
  characters: 10,
  updated_at: '',
  indexed_at: null,
  ...more,
})

describe('questions and answers', () => {
  test('are a text and come back from it', () => {
    const pairs = [
      { question: 'Tem vaga?', answer: 'Temos oito.\n\nGrátis.' },
      { question: 'Aceita cheque?', answer: 'Não.' },
    ]
    expect(faqText(pairs)).toBe('## Tem vaga?\n\nTemos oito.\n\nGrátis.\n\n## Aceita cheque?\n\nNão.')
    expect(faqPairs(faqText(pairs))).toEqual(pairs)
  })

  test('without an answer are left out', () => {
    expect(faqText([{ question: 'Tem vaga?', answer: ' ' }])).toBe('')
    expect(faqPairs('sem pergunta')).toEqual([])
  })
})

test('progress is told once it is known', () => {
  expect(progressOf(document({ state: 'indexing', done: 1, total: 3 }))).toBe(33)
  expect(progressOf(document({ state: 'indexing' }))).toBeNull()
  expect(progressOf(document({ state: 'ready', done: 3, total: 3 }))).toBeNull()
})

test('each state has its colour', () => {
  expect(
    (['ready', 'failed', 'cancelled', 'waiting'] as const).map((state) => toneOf(document({ state }))),
  ).toEqual(['ok', 'coral', 'neutral', 'primary'])
})

test('a file is called by its name', () => {
  expect(titleOfFile('tabela_de-precos 2026.final.pdf')).toBe('tabela de precos 2026.final')
})
