import { inject, type InjectionKey } from 'vue'

/** The conversation that a thread shows: provided by its pane, for the parts deep inside. */
export interface OpenConversation {
  tenantId: string
  threadId: () => string
  threadKey: () => string
  title: () => string
}

/** Provided by ThreadPane. */
export const conversationKey: InjectionKey<OpenConversation> = Symbol('open conversation')

/** The conversation around a component. */
export function useConversation(): OpenConversation {
  const conversation = inject(conversationKey)
  if (!conversation) throw new Error('useConversation() works inside of a conversation only')
  return conversation
}
