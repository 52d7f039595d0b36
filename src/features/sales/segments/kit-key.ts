import type { InjectionKey, Ref } from 'vue'
import type { SegmentKit } from './types'

/** What rules can be made of, for every part of a builder. */
export const kitKey: InjectionKey<Ref<SegmentKit | undefined>> = Symbol('segment kit')
