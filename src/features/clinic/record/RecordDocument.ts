import { h, type FunctionalComponent, type VNode, type VNodeChild } from 'vue'
import { childrenOf, safeHref, textOf } from './document'
import type { DocNode } from './types'

/** Blocks that are shown, and as what. No HTML is ever made of what was written: these are the only elements. */
const elements = new Map([
  ['paragraph', 'p'],
  ['bulletList', 'ul'],
  ['orderedList', 'ol'],
  ['listItem', 'li'],
  ['blockquote', 'blockquote'],
])
const marks = new Map([
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strike', 's'],
])
const DEEPEST = 32

function draw(node: DocNode, depth: number): VNodeChild {
  if (node.type === 'text') return marked(node)
  if (node.type === 'hardBreak') return h('br')
  if (node.type === 'horizontalRule') return h('hr')
  // below the page's headings
  const tag = node.type === 'heading' ? (node.attrs?.['level'] === 3 ? 'h6' : 'h5') : elements.get(node.type)
  if (tag === undefined || depth > DEEPEST) return h('p', textOf(node))
  return h(
    tag,
    { dir: 'auto' },
    childrenOf(node).map((child) => draw(child, depth + 1)),
  )
}

function marked(node: DocNode): VNodeChild {
  const text = typeof node.text === 'string' ? node.text : ''
  return (Array.isArray(node.marks) ? node.marks : []).reduce<VNodeChild>((inner, mark) => {
    const href = mark?.type === 'link' ? safeHref(mark.attrs?.['href']) : null
    if (href) return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, inner as VNode)
    const tag = marks.get(mark?.type)
    return tag ? h(tag, [inner]) : inner
  }, text)
}

/** What an entry says, for reading: JSON to nodes, what is not known to its text. */
export const RecordDocument: FunctionalComponent<{ document: DocNode }> = (props) =>
  h(
    'div',
    { class: 'record-text' },
    childrenOf(props.document).map((node) => draw(node, 1)),
  )
RecordDocument.props = { document: { type: Object, required: true } }
