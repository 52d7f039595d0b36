import type { DocNode } from './types'

/** Nodes and marks that the editor knows; whatever else comes is shown as its text. */
const BLOCKS = new Set([
  'doc',
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'horizontalRule',
])
const MARKS = new Set(['bold', 'italic', 'underline', 'strike', 'link'])
/** Deeper than any person nests; the database refuses it too. */
const DEEPEST = 32

export const emptyDocument = (): DocNode => ({ type: 'doc', content: [{ type: 'paragraph' }] })

const isNode = (value: unknown): value is DocNode =>
  typeof value === 'object' && value !== null && typeof (value as DocNode).type === 'string'

/** The children of a node that are nodes themselves. */
export function childrenOf(node: DocNode): DocNode[] {
  return Array.isArray(node.content) ? node.content.filter(isNode) : []
}

/** The text of a node, a line a block. */
export function textOf(node: DocNode, depth = 0): string {
  if (node.type === 'text') return typeof node.text === 'string' ? node.text : ''
  if (node.type === 'hardBreak') return '\n'
  if (depth > DEEPEST) return ''
  const children = childrenOf(node)
  const isInline = children.some(({ type }) => type === 'text' || type === 'hardBreak')
  const own = typeof node.text === 'string' ? node.text : ''
  return own + children.map((child) => textOf(child, depth + 1)).join(isInline ? '' : '\n')
}

/** Whether a document says nothing. */
export function isBlank(node: DocNode): boolean {
  return textOf(node).trim() === ''
}

/** An address that a link may lead to, or null: a document may come from anywhere. */
export function safeHref(href: unknown): string | null {
  return typeof href === 'string' && /^(https?:\/\/|mailto:|tel:)/i.test(href.trim()) ? href.trim() : null
}

const paragraphOf = (text: string): DocNode => ({
  type: 'paragraph',
  ...(text ? { content: [{ type: 'text', text }] } : {}),
})

/** What the assistant drafted, a paragraph a line, under a line that says so. */
export function draftOf(text: string, mark: string): DocNode {
  const lines = text.split(/\n+/).map((line) => line.trim())
  const marked = { type: 'paragraph', content: [{ type: 'text', text: mark, marks: [{ type: 'italic' }] }] }
  return { type: 'doc', content: [marked, ...lines.filter((line) => line !== '').map(paragraphOf)] }
}

/** The document as the editor takes it: what it does not know becomes paragraphs of its text. */
export function editable(node: DocNode): DocNode {
  const content = childrenOf(node).flatMap((child) => editableBlocks(child, 1))
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

function editableBlocks(node: DocNode, depth: number): DocNode[] {
  if (node.type === 'horizontalRule') return [{ type: 'horizontalRule' }]
  if (depth > DEEPEST || !BLOCKS.has(node.type) || node.type === 'doc') {
    const text = textOf(node).trim()
    return text ? text.split('\n').map(paragraphOf) : []
  }
  if (node.type === 'paragraph' || node.type === 'heading') {
    const content = childrenOf(node).flatMap(editableInline)
    const attrs = node.type === 'heading' ? { attrs: { level: node.attrs?.['level'] === 3 ? 3 : 2 } } : {}
    return [{ type: node.type, ...attrs, ...(content.length > 0 ? { content } : {}) }]
  }
  const inner = childrenOf(node).flatMap((child) => editableBlocks(child, depth + 1))
  if (node.type === 'bulletList' || node.type === 'orderedList') {
    const items = inner.map((item) =>
      item.type === 'listItem' ? item : { type: 'listItem', content: startedBy(item) },
    )
    return items.length > 0 ? [{ type: node.type, content: items }] : []
  }
  if (node.type === 'listItem') {
    const [first, ...rest] = inner
    return [
      {
        type: 'listItem',
        content: first?.type === 'paragraph' ? inner : [paragraphOf(''), ...(first ? [first] : []), ...rest],
      },
    ]
  }
  return inner.length > 0
    ? [{ type: node.type, content: inner.filter(({ type }) => type !== 'listItem') }]
    : []
}

const startedBy = (block: DocNode): DocNode[] =>
  block.type === 'paragraph' ? [block] : [paragraphOf(''), block]

function editableInline(node: DocNode): DocNode[] {
  if (node.type === 'hardBreak') return [{ type: 'hardBreak' }]
  const text = textOf(node)
  if (!text) return []
  const marks = (Array.isArray(node.marks) ? node.marks : []).flatMap((mark) => {
    if (!MARKS.has(mark?.type)) return []
    if (mark.type !== 'link') return [{ type: mark.type }]
    const href = safeHref(mark.attrs?.['href'])
    return href ? [{ type: 'link', attrs: { href } }] : []
  })
  return [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }]
}

/** One line of a document on paper. */
export interface PrintedBlock {
  kind: 'heading' | 'text' | 'item' | 'quote' | 'rule'
  text: string
  indent: number
  marker: string
}

/** A document as blocks of plain text, in order: what a PDF is drawn from. */
export function printedBlocks(
  node: DocNode,
  indent = 0,
  kind: PrintedBlock['kind'] = 'text',
): PrintedBlock[] {
  if (indent > DEEPEST) return []
  return childrenOf(node).flatMap((child, index): PrintedBlock[] => {
    if (child.type === 'horizontalRule') return [{ kind: 'rule', text: '', indent, marker: '' }]
    if (child.type === 'blockquote') return printedBlocks(child, indent + 1, 'quote')
    if (child.type === 'bulletList' || child.type === 'orderedList') {
      return childrenOf(child).flatMap((item, n) =>
        printedBlocks(item, indent + 1, 'text').map((block, at) => ({
          ...block,
          kind: at === 0 && block.marker === '' ? ('item' as const) : block.kind,
          marker:
            at === 0 && block.marker === ''
              ? child.type === 'orderedList'
                ? `${n + 1}.`
                : '•'
              : block.marker,
        })),
      )
    }
    const text = textOf(child)
    if (text === '' && index > 0 && kind === 'text') return []
    return text === ''
      ? []
      : [{ kind: child.type === 'heading' ? 'heading' : kind, text, indent, marker: '' }]
  })
}
