import { ref, shallowRef } from 'vue'
import { loadTemplatePicker } from '@/features/messaging/templates'
import { loadAreas } from '@/kit/i18n'
import { useAction } from '@/ui/use-action'

async function load() {
  const [dialog] = await Promise.all([loadTemplatePicker(), loadAreas(['templates'])])
  return dialog.default
}

/** The dialog in which a template is chosen, fetched with its texts when it is first wanted. */
export function useTemplatePicker() {
  const dialog = shallowRef<Awaited<ReturnType<typeof load>> | null>(null)
  const visible = ref(false)
  const { run: open, running: opening } = useAction(async () => {
    dialog.value ??= await load()
    visible.value = true
  })
  return { dialog, visible, open, opening }
}
