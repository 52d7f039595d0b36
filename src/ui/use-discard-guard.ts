import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { confirmAction, openQuestion } from './confirm'

/**
 * Keeps a dialog from losing what was typed: Esc, a click outside and the cross ask first while `isDirty` says so.
 * The dialog is bound to what this returns; whoever sets `visible` itself is not asked.
 */
export function useDiscardGuard(visible: Ref<boolean>, isDirty: () => boolean) {
  const { t } = useI18n()

  async function close(): Promise<void> {
    // Esc reaches every open dialog; while a question is open it is meant for the question.
    if (openQuestion.value) return
    const isSure =
      !isDirty() ||
      (await confirmAction({
        title: t('common.discard.title'),
        text: t('common.discard.text'),
        action: t('common.discard.action'),
        keep: t('common.discard.keep'),
        danger: true,
      }))
    if (isSure) visible.value = false
  }

  return computed({
    get: () => visible.value,
    set: (open) => {
      if (open) visible.value = true
      else void close()
    },
  })
}
