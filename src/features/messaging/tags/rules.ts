import { foldText } from '@/lib/fold-text'
import type { ConversationTag, TagColor } from './types'
import { TAG_COLORS } from './types'

/** Longest name of a tag. */
export const MAX_TAG_NAME = 60
const MIN_TAG_NAME = 2

const plain = (name: string) => foldText(name).replace(/\s+/gu, ' ').trim()

/** The tags whose names hold every word of a search; accents and capitals do not matter. */
export function findTags<Tag extends Pick<ConversationTag, 'name'>>(
  tags: readonly Tag[],
  search: string,
): Tag[] {
  const words = plain(search).split(' ').filter(Boolean)
  return tags.filter((tag) => words.every((word) => plain(tag.name).includes(word)))
}

/** The tag of that very name, archived or not: two cannot differ by accents and capitals alone. */
export function tagNamed<Tag extends Pick<ConversationTag, 'name'>>(
  tags: readonly Tag[],
  name: string,
): Tag | undefined {
  return tags.find((tag) => plain(tag.name) === plain(name))
}

/** Why a name cannot be a tag's; null when it can. */
export function tagNameProblem(
  name: string,
  id: string,
  tags: readonly Pick<ConversationTag, 'id' | 'name'>[],
): 'short' | 'long' | 'taken' | null {
  const length = [...name.trim()].length
  if (length < MIN_TAG_NAME) return 'short'
  if (length > MAX_TAG_NAME) return 'long'
  const same = tagNamed(tags, name)
  return same && same.id !== id ? 'taken' : null
}

/** The colour that fewest tags have, for a new one. */
export function freshColor(tags: readonly Pick<ConversationTag, 'color'>[]): TagColor {
  const uses = (color: TagColor) => tags.filter((tag) => tag.color === color).length
  const colors = TAG_COLORS.filter((color) => color !== 'gray')
  return colors.reduce((best, color) => (uses(color) < uses(best) ? color : best))
}

/** In the clinic's order. */
export function sortTags<Tag extends Pick<ConversationTag, 'name' | 'position'>>(
  tags: readonly Tag[],
): Tag[] {
  return [...tags].sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
}
