import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue'
import { loadAreas } from '@/kit/i18n'
import type { StoredFile } from '@/features/messaging/inbox'
import { openVariable, putIn, slashAt } from './slash'

async function load() {
  const [picker] = await Promise.all([
    import('./components/QuickReplyPicker.vue'),
    loadAreas(['quickReplies']),
  ])
  return picker.default
}

/** What the list over the composer can be asked for from the keyboard. */
interface QuickReplyList {
  /** Whether there is one to choose. */
  canChoose: boolean
  move(step: 1 | -1): void
  choose(): void
}

/** Opens the quick replies over a text field while the word at its caret begins with "/". */
export function useQuickReplies(
  input: Readonly<Ref<HTMLTextAreaElement | null>>,
  body: Ref<string>,
  addFiles: (files: readonly StoredFile[]) => void,
) {
  const picker = shallowRef<Awaited<ReturnType<typeof load>> | null>(null)
  const list = shallowRef<QuickReplyList | null>(null)
  const activeId = ref<string | undefined>()
  const caret = ref(0)
  /** Where a "/" stands whose list was closed. */
  const closedAt = ref<number | null>(null)
  /** The variable that kept the text from being sent, as it stands there. */
  const missing = ref<string | null>(null)

  const found = computed(() => slashAt(body.value, caret.value))
  const slash = computed(() => (found.value?.start === closedAt.value ? null : found.value))
  const isOpen = computed(() => slash.value !== null && picker.value !== null)

  watch(found, (now) => now === null && (closedAt.value = null))
  watch(slash, async (now) => {
    if (now !== null) picker.value ??= await load()
  })
  watch(body, () => (missing.value = null))

  /** To be called whenever the caret may have moved. */
  function follow(): void {
    caret.value = input.value?.selectionStart ?? 0
  }

  function close(): void {
    closedAt.value = found.value?.start ?? null
  }

  async function write(text: string, start: number, end = start): Promise<void> {
    body.value = text
    await nextTick()
    input.value?.focus()
    input.value?.setSelectionRange(start, end)
    follow()
  }

  /** Puts a text into the place of the "/" and goes on behind it, or to what is still to be filled in; its files go beside. */
  async function pick(reply: string, files: readonly StoredFile[] = []): Promise<void> {
    if (!slash.value) return
    if (files.length > 0) addFiles(files)
    const { start } = slash.value
    const put = putIn(body.value, slash.value, caret.value, reply)
    const open = openVariable(reply)
    await (open ? write(put.text, start + open.start, start + open.end) : write(put.text, put.caret))
  }

  /** The button: as if one had typed "/". */
  async function toggle(): Promise<void> {
    if (slash.value) {
      close()
      input.value?.focus()
      return
    }
    follow()
    closedAt.value = null
    const before = body.value.slice(0, caret.value)
    const typed = found.value ? '' : /\S$/.test(before) ? ' /' : '/'
    await write(before + typed + body.value.slice(caret.value), caret.value + typed.length)
  }

  /** Goes to what nobody filled in yet; true when the text is not to be sent for that. */
  function holdsSend(): boolean {
    const open = openVariable(body.value)
    if (!open) return false
    missing.value = body.value.slice(open.start, open.end)
    input.value?.focus()
    input.value?.setSelectionRange(open.start, open.end)
    return true
  }

  const acts: Record<string, (current: QuickReplyList) => boolean> = {
    ArrowDown: (current) => (current.move(1), true),
    ArrowUp: (current) => (current.move(-1), true),
    Enter: (current) => current.canChoose && (current.choose(), true),
    Tab: (current) => current.canChoose && (current.choose(), true),
    Escape: () => (close(), true),
  }

  /** Keys that belong to the list while it is open; the field does not hear them. */
  function onKey(event: KeyboardEvent): void {
    if (!isOpen.value || !list.value || event.isComposing || event.shiftKey) return
    if (!acts[event.key]?.(list.value)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  const aria = computed(() =>
    isOpen.value
      ? {
          'aria-autocomplete': 'list' as const,
          'aria-controls': 'quick-replies',
          'aria-activedescendant': activeId.value,
        }
      : {},
  )

  return {
    picker,
    list,
    activeId,
    isOpen,
    slash,
    missing,
    aria,
    follow,
    pick,
    toggle,
    close,
    onKey,
    holdsSend,
  }
}
