import { diffWordsWithSpace } from 'diff'
import { textOf } from './document'
import type { DocNode } from './types'

/** A stretch of text that stayed, came or went. */
export interface DiffPart {
  text: string
  change: 'same' | 'added' | 'removed'
}

/** What changed from one document to another, word by word. */
export function wordDiff(before: DocNode, after: DocNode): DiffPart[] {
  return diffWordsWithSpace(textOf(before), textOf(after)).map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))
}
