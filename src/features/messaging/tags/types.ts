/** Colours that a tag can have, as the database knows them. */
export const TAG_COLORS = [
  'gray',
  'red',
  'orange',
  'amber',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const

export type TagColor = (typeof TAG_COLORS)[number]

/** A tag of the clinic's conversations. */
export interface ConversationTag {
  id: string
  name: string
  color: TagColor
  position: number
  /** One of those that every clinic begins with. */
  system_key: string | null
  /** No longer offered; conversations that have it keep it. */
  archived_at: string | null
}

/** A tag with how many conversations have it. */
export interface CountedTag extends ConversationTag {
  conversations: number
}

/** What can be said of a tag. */
export interface TagDraft {
  id: string
  name: string
  color: TagColor
  archived: boolean
}
