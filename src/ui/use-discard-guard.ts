import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'
import { isAnythingOpen } from './back-closes'
import { confirmAction, openQuestion } from './confirm'

/** Asks whether what was typed may go. */
function useDiscardQuestion() {
  const { t } = useI18n()
  return () =>
    confirmAction({
      title: t('common.discard.title'),
      text: t('common.discard.text'),
      action: t('common.discard.action'),
      keep: t('common.discard.keep'),
      danger: true,
    })
}

/**
 * Keeps a form of a page from losing what was typed when one goes to another page. The way back closes first what is
 * open over the form.
 */
export function useLeaveGuard(isDirty: () => boolean): void {
  const ask = useDiscardQuestion()
  onBeforeRouteLeave(async () => isAnythingOpen() || !isDirty() || (await ask()))
}

/**
 * Keeps a dialog from losing what was typed: Esc, a click outside and the cross ask first while `isDirty` says so.
 * The dialog is bound to what this returns; whoever sets `visible` itself is not asked.
 */
export function useDiscardGuard(visible: Ref<boolean>, isDirty: () => boolean) {
  const ask = useDiscardQuestion()

  async function close(): Promise<void> {
    // Esc reaches every open dialog; while a question is open it is meant for the question.
    if (openQuestion.value) return
    if (!isDirty() || (await ask())) visible.value = false
  }

  return computed({
    get: () => visible.value,
    set: (open) => {
      if (open) visible.value = true
      else void close()
    },
  })
}
