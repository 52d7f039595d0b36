import { renderToString } from 'vue/server-renderer'
import { createSSRApp, h } from 'vue'
import { expect, it } from 'vitest'
import { RecordDocument } from './RecordDocument'
import type { DocNode } from './types'

const shown = (...content: unknown[]) =>
  renderToString(
    createSSRApp({ render: () => h(RecordDocument, { document: { type: 'doc', content } as DocNode }) }),
  )

it('draws what the editor writes', async () => {
  const html = await shown(
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Queixa' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'dorme mal', marks: [{ type: 'bold' }] }] },
  )
  expect(html).toContain('<h5 dir="auto">Queixa</h5>')
  expect(html).toContain('<strong>dorme mal</strong>')
})

it.each<[string, unknown]>([
  ['a script', { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] }],
  [
    'markup in a text',
    { type: 'paragraph', content: [{ type: 'text', text: '<img src=x onerror=alert(1)>' }] },
  ],
  [
    'a link that runs something',
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'oi', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
      ],
    },
  ],
  [
    'a mark that is an element',
    { type: 'paragraph', content: [{ type: 'text', text: 'oi', marks: [{ type: 'iframe' }] }] },
  ],
  ['an inherited name', { type: 'constructor', content: [{ type: 'text', text: 'oi' }] }],
])('shows as text: %s', async (_, node) => {
  const html = await shown(node)
  expect(html).not.toMatch(/<(script|img|iframe|a)\b/)
  expect(html).not.toContain('javascript:')
})
