import { expect, it } from 'vitest'
import type { DocNode } from './types'
import { wordDiff } from './word-diff'

const doc = (...lines: string[]): DocNode => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})

it('says which words came and which went', () => {
  expect(wordDiff(doc('Chegou bem.'), doc('Chegou muito bem.'))).toEqual([
    { text: 'Chegou ', change: 'same' },
    { text: 'muito ', change: 'added' },
    { text: 'bem.', change: 'same' },
  ])
})

it('puts both texts together again', () => {
  const before = doc('Chegou atrasada.', 'Falou da mãe.')
  const after = doc('Chegou na hora.', 'Falou do pai e da mãe.')
  const parts = wordDiff(before, after)
  const join = (without: string) =>
    parts
      .filter(({ change }) => change !== without)
      .map(({ text }) => text)
      .join('')
  expect(join('added')).toBe('Chegou atrasada.\nFalou da mãe.')
  expect(join('removed')).toBe('Chegou na hora.\nFalou do pai e da mãe.')
})
