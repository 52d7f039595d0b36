import { ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { plainWhatsAppText } from '@/lib/whatsapp-text'
import { confirmAction } from '@/ui/confirm'
import { answerSince, lastArrival } from './colleagues'
import type { ConversationMessage } from '../types'
import { useColleagues } from './use-colleagues'
import { useInboxViewer } from '../shared/use-inbox-viewer'

const EXCERPT = 160

/** What the conversation on screen holds, and whether an answer is being written. */
interface Writing {
  threadId(): string
  /** Undefined until they are loaded. */
  messages(): readonly ConversationMessage[] | undefined
  isWriting(): boolean
  /** Shows the newest messages. */
  look(): void
}

/** Keeps two people from answering at once: asks before sending when a colleague did, or is about to. */
export function useCollision({ threadId, messages, isWriting, look }: Writing) {
  const { t } = useI18n()
  const viewer = useInboxViewer()
  const colleagues = useColleagues()
  /** The last message that was there when the writing began; undefined while nobody writes. */
  const beganAfter = ref<string | null>()

  watch(
    [isWriting, messages],
    ([writing, loaded]) => {
      if (!writing) beganAfter.value = undefined
      else if (beganAfter.value === undefined && loaded) beganAfter.value = lastArrival(loaded)
    },
    { immediate: true, flush: 'sync' },
  )

  /** Whether to send; asks only when there is something to ask. */
  function maySend(): true | Promise<boolean> {
    const loaded = messages() ?? []
    const answer =
      beganAfter.value === undefined ? null : answerSince(loaded, beganAfter.value, viewer.userId)
    const typing = colleagues.inThread(threadId()).find(({ isTyping }) => isTyping)
    if (!answer && !typing) return true
    const question = answer ? 'answered' : 'typing'
    const name =
      viewer.nameOf(answer ? answer.userId : (typing?.userId ?? null)) ??
      t(`inbox.colleagues.${answer?.userId === null ? 'onPhone' : 'somebody'}`)
    const text = plainWhatsAppText(answer?.text ?? '').slice(0, EXCERPT)
    return confirmAction({
      title: t(`inbox.colleagues.${question}.title`, { name }),
      text: t(`inbox.colleagues.${question}.${answer && !text ? 'textWithout' : 'text'}`, { name, text }),
      action: t('inbox.colleagues.sendAnyway'),
      keep: t(`inbox.colleagues.${question}.keep`),
    }).then((sends) => {
      if (sends) return true
      // What was shown is known: the same answer does not ask twice.
      if (beganAfter.value !== undefined) beganAfter.value = lastArrival(loaded)
      look()
      return false
    })
  }

  return { maySend }
}
