import { h, type FunctionalComponent, type VNodeChild } from 'vue'
import type { TextNode } from '@/lib/whatsapp-text'

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's' } as const

/** What may replace a piece of plain text. */
type TextSlot = (props: { text: string }) => VNodeChild

/**
 * A text of WhatsApp with its formatting, as elements and never as HTML. A function, because a template would add its
 * own white space between the pieces. The slot `text` may draw plain pieces its own way.
 */
export const FormattedText: FunctionalComponent<
  { nodes: TextNode[] },
  Record<never, never>,
  { text?: TextSlot }
> = ({ nodes }, { slots }) => nodes.map((node) => render(node, slots.text))

FormattedText.props = ['nodes']

function render(node: TextNode, slot: TextSlot | undefined): VNodeChild {
  switch (node.type) {
    case 'text':
      return slot ? slot({ text: node.text }) : node.text
    case 'link':
      return h(
        'a',
        {
          class: 'underline underline-offset-2',
          href: node.href,
          target: '_blank',
          rel: 'noopener noreferrer nofollow',
        },
        node.text,
      )
    case 'code':
      return h('code', { class: node.inline ? 'rounded-sm bg-ink/8 px-1 text-[0.92em]' : 'text-[0.92em]' }, [
        slot ? slot({ text: node.text }) : node.text,
      ])
    default:
      return h(
        ELEMENTS[node.type],
        node.children.map((child) => render(child, slot)),
      )
  }
}
