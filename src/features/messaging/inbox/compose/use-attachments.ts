import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import { loadAreas } from '@/kit/i18n'
import type { ChosenFile } from '../media/stored-file'
import type { OutboxPart } from './outbox'

/** Files chosen in each conversation and not sent yet: for this visit, whatever conversation is looked at meanwhile. */
const chosen = shallowReactive(new Map<string, readonly ChosenFile[]>())

/** What the composer asks of the tray, which is fetched with its first file. */
interface Tray {
  canSend: boolean
  prepare(body: string): Promise<OutboxPart[] | null>
}

async function loadTray() {
  const [tray] = await Promise.all([import('../media/AttachTray.vue'), loadAreas(['media'])])
  return tray.default
}

async function loadRecorder() {
  const [recorder] = await Promise.all([import('../media/VoiceRecorder.vue'), loadAreas(['media'])])
  return recorder.default
}

/** The files that go with the next message of a conversation, and the voice that is being recorded for it. */
export function useAttachments(threadKey: () => string) {
  const files = computed({
    get: () => chosen.get(threadKey()) ?? [],
    set: (now) => {
      if (now.length === 0) chosen.delete(threadKey())
      else chosen.set(threadKey(), now)
    },
  })
  const trayView = shallowRef<Awaited<ReturnType<typeof loadTray>> | null>(null)
  const tray = shallowRef<Tray | null>(null)
  const recorderView = shallowRef<Awaited<ReturnType<typeof loadRecorder>> | null>(null)
  const isRecording = ref(false)

  watch(
    () => files.value.length > 0,
    async (any) => {
      if (any) trayView.value ??= await loadTray()
    },
    { immediate: true },
  )

  return {
    files,
    trayView,
    tray,
    recorderView,
    isRecording,
    add: (more: Iterable<ChosenFile>) => (files.value = [...files.value, ...more]),
    async record() {
      recorderView.value ??= await loadRecorder()
      isRecording.value = true
    },
    /** Makes the files ready to leave, with a text; null when they cannot. They are no longer chosen then. */
    async take(body: string): Promise<OutboxPart[] | null> {
      const parts = (await tray.value?.prepare(body)) ?? null
      if (parts !== null) files.value = []
      return parts
    },
  }
}
