import type { ChannelKind } from '@/kit/clinic/types'

/** Answers that one question takes. */
export const MOST_CHOICES = 10

const given = (titles: readonly string[]) => titles.map((title) => title.trim()).filter(Boolean)

/** How the person sees the answers: pressed, picked from a list, or as numbered lines. */
export function shownAs(
  titles: readonly string[],
  kind: Pick<ChannelKind, 'max_buttons' | 'max_rows'> | null,
): 'buttons' | 'list' | 'text' {
  const count = Math.max(1, given(titles).length)
  if (count <= (kind?.max_buttons ?? 0)) return 'buttons'
  return count <= (kind?.max_rows ?? 0) ? 'list' : 'text'
}

/** What is missing before it can be sent. */
export function choicesProblem(
  body: string,
  titles: readonly string[],
): { field: 'body' | 'options'; code: 'noBody' | 'noOptions' | 'alike' } | null {
  if (body.trim() === '') return { field: 'body', code: 'noBody' }
  const options = given(titles)
  if (options.length === 0) return { field: 'options', code: 'noOptions' }
  const folded = options.map((title) =>
    title
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase(),
  )
  return new Set(folded).size < folded.length ? { field: 'options', code: 'alike' } : null
}
