import type { DocNode, TemplateKind } from './types'

/** What a clinic without templates of its own is offered. */
export interface Starter {
  id: string
  name: string
  kind: TemplateKind
  content: DocNode
}

const outline = (headings: readonly string[]): DocNode => ({
  type: 'doc',
  content: headings.flatMap((text) => [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text }] },
    { type: 'paragraph' },
  ]),
})

/** Templates to begin with, in the language of the screen; the headings are one text with a line each. */
export function starters(t: (key: string) => string): Starter[] {
  return (['progress_note', 'anamnesis', 'plan', 'discharge'] as const).map((kind) => ({
    id: `starter:${kind}`,
    name: t(`record.starters.${kind}.name`),
    kind,
    content: outline(
      t(`record.starters.${kind}.headings`)
        .split(';')
        .map((text) => text.trim()),
    ),
  }))
}
