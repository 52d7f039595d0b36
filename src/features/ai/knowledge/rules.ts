import type { FaqPair, KnowledgeDocument } from './types'

/** Questions and answers as the text of a document: each question is a heading. */
export function faqText(pairs: readonly FaqPair[]): string {
  return pairs
    .filter(({ question, answer }) => question.trim() !== '' && answer.trim() !== '')
    .map(({ question, answer }) => `## ${question.trim().replace(/\s+/g, ' ')}\n\n${answer.trim()}`)
    .join('\n\n')
}

/** The questions and answers of such a text. */
export function faqPairs(text: string): FaqPair[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [question = '', ...answer] = part.split('\n')
      return { question: question.trim(), answer: answer.join('\n').trim() }
    })
}

/** How far a document is, in hundredths; null while that is not known. */
export function progressOf({ state, done, total }: KnowledgeDocument): number | null {
  if (state !== 'indexing' || total === null || total === 0) return null
  return Math.round((100 * done) / total)
}

/** How it is shown that answers are drawn from a document. */
export function toneOf({ state }: KnowledgeDocument): 'ok' | 'primary' | 'coral' | 'neutral' {
  if (state === 'ready') return 'ok'
  if (state === 'failed') return 'coral'
  return state === 'cancelled' ? 'neutral' : 'primary'
}

/** The name of a file as a title. */
export const titleOfFile = (name: string): string =>
  name
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/[_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160)
