import { expect } from 'vitest'
import { only } from '../../db/support/inbox.ts'
import type { Outcomes } from '../support/cases.ts'

/** What was said, and what became of it. */
export const contentOutcomes: Outcomes = {
  'evolution/01_edited_text_then_update_says_DELETED': ({ threads, messages }) => {
    const message = only(messages)
    expect(message).toMatchObject({ body: 'chego as 15h', deleted_at: null })
    expect(message.edited_at).not.toBeNull()
    expect(only(threads)).toMatchObject({ last_message_preview: 'chego as 15h', last_message_kind: 'text' })
  },
}
