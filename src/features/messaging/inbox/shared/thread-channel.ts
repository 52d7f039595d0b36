import { computed, inject, type InjectionKey } from 'vue'
import { activeChannel, kindOfFamily } from '@/kit/clinic/context'

/** Whose network the conversation on screen belongs to. */
export const threadFamilyKey: InjectionKey<() => string> = Symbol('thread-family')

/** The channel that the conversation on screen is written through, and what it can. */
export function useThreadChannel() {
  const family = inject(threadFamilyKey, () => 'whatsapp')
  return {
    channel: computed(() => activeChannel(family())),
    channelKind: computed(() => kindOfFamily(family())),
  }
}

/** Icons of the networks beside WhatsApp. */
export const networkIcons: Readonly<Record<string, string>> = {
  messenger: 'pi-facebook',
  instagram: 'pi-instagram',
  shop_chat: 'pi-comments',
}
