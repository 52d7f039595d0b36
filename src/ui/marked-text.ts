import { h, type FunctionalComponent } from 'vue'
import { markPieces } from '@/lib/marks'

/** A text with the words of a search marked. A function, because a template would add white space of its own. */
export const MarkedText: FunctionalComponent<{ text: string; words: readonly string[] }> = ({
  text,
  words,
}) =>
  markPieces(text, words).map((piece) =>
    piece.marked ? h('mark', { class: 'rounded-xs bg-warn-soft text-warn-ink' }, piece.text) : piece.text,
  )

MarkedText.props = ['text', 'words']
