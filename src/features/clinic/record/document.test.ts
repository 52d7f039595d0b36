import { describe, expect, it } from 'vitest'
import { editable, emptyDocument, isBlank, printedBlocks, safeHref, textOf } from './document'
import type { DocNode } from './types'

const text = (value: string, ...marks: NonNullable<DocNode['marks']>): DocNode => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks } : {}),
})
const paragraph = (...content: DocNode[]): DocNode => ({ type: 'paragraph', content })
const doc = (...content: DocNode[]): DocNode => ({ type: 'doc', content })

const note = doc(
  { type: 'heading', attrs: { level: 2 }, content: [text('Evolução')] },
  paragraph(text('Chegou '), text('bem', { type: 'bold' }), text('.')),
  {
    type: 'bulletList',
    content: [
      { type: 'listItem', content: [paragraph(text('dormiu'))] },
      { type: 'listItem', content: [paragraph(text('comeu'))] },
    ],
  },
)

describe('textOf', () => {
  it('is a line a block', () => {
    expect(textOf(note)).toBe('Evolução\nChegou bem.\ndormiu\ncomeu')
  })

  it('finds the text of what it does not know', () => {
    expect(textOf(doc({ type: 'widget', content: [paragraph(text('aqui'))] }))).toBe('aqui')
  })
})

it('knows when nothing is said', () => {
  expect(isBlank(emptyDocument())).toBe(true)
  expect(isBlank(doc(paragraph(text('  \n'))))).toBe(true)
  expect(isBlank(note)).toBe(false)
})

it.each([
  ['https://exemplo.test', 'https://exemplo.test'],
  ['mailto:a@b.test', 'mailto:a@b.test'],
  [' javascript:alert(1)', null],
  ['data:text/html,x', null],
  [{ href: 'x' }, null],
])('a link may lead to %s: %s', (href, safe) => expect(safeHref(href)).toBe(safe))

describe('editable', () => {
  it('leaves what the editor knows as it is', () => {
    expect(editable(note)).toEqual(note)
  })

  it.each<[string, unknown, DocNode]>([
    [
      'an unknown block',
      { type: 'iframe', attrs: { src: 'x' }, content: [text('oi')] },
      doc(paragraph(text('oi'))),
    ],
    ['an unknown block without text', { type: 'iframe' }, doc({ type: 'paragraph' })],
    ['what is no node', 'oi', doc({ type: 'paragraph' })],
    ['an unknown mark', paragraph(text('oi', { type: 'onclick' })), doc(paragraph(text('oi')))],
    [
      'a link that runs something',
      paragraph(text('oi', { type: 'link', attrs: { href: 'javascript:alert(1)' } })),
      doc(paragraph(text('oi'))),
    ],
    [
      'a list of what are no items',
      { type: 'bulletList', content: [paragraph(text('oi'))] },
      doc({ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('oi'))] }] }),
    ],
    ['a document in a document', doc(paragraph(text('oi'))), doc(paragraph(text('oi')))],
    [
      'a heading of a size that is not offered',
      { type: 'heading', attrs: { level: 'x' }, content: [text('oi')] },
      doc({ type: 'heading', attrs: { level: 2 }, content: [text('oi')] }),
    ],
  ])('turns into its text: %s', (_, hostile, expected) => {
    expect(editable({ type: 'doc', content: [hostile as DocNode] })).toEqual(expected)
  })

  it('survives a chasm', () => {
    let deep: DocNode = paragraph(text('fundo'))
    for (let n = 0; n < 2_000; n++) deep = { type: 'blockquote', content: [deep] }
    expect(() => editable(doc(deep))).not.toThrow()
    expect(() => printedBlocks(doc(deep))).not.toThrow()
  })
})

it('prints blocks with what stands before them', () => {
  expect(printedBlocks(note)).toEqual([
    { kind: 'heading', text: 'Evolução', indent: 0, marker: '' },
    { kind: 'text', text: 'Chegou bem.', indent: 0, marker: '' },
    { kind: 'item', text: 'dormiu', indent: 1, marker: '•' },
    { kind: 'item', text: 'comeu', indent: 1, marker: '•' },
  ])
})
