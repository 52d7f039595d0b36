import { parseWhatsAppText, type TextNode } from '@/lib/whatsapp-text'

/**
 * A template's text as its preview draws it. Only the body is formatted by WhatsApp. An address is plain text: it may
 * hold a gap, and nobody follows it from here.
 */
export function previewNodes(text: string, isFormatted: boolean): TextNode[] {
  return isFormatted ? parseWhatsAppText(text).map(withoutLinks) : [{ type: 'text', text }]
}

function withoutLinks(node: TextNode): TextNode {
  if (node.type === 'link') return { type: 'text', text: node.text }
  return 'children' in node ? { ...node, children: node.children.map(withoutLinks) } : node
}
