import type { ComputedRef, InjectionKey } from 'vue'

/** The words that the bubbles of a conversation mark. */
export const markedWordsKey: InjectionKey<ComputedRef<string[]>> = Symbol('marked words')
