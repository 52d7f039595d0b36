import { computed, defineAsyncComponent, ref, shallowRef, watch } from 'vue'
import { useShortcuts } from '@/kit/shortcuts/registry'
import { useNow } from '@/ui/use-now'
import { useDraft } from '../compose/use-draft'
import type { ConversationThread } from '../types'
import { useNotes, useScheduled } from './queries'
import { shownScheduled } from './rules'
import type { ScheduledMessage } from './types'
import { useWork } from './use-work'

export const ChoicesDialog = defineAsyncComponent(() => import('./ChoicesDialog.vue'))
export const NoteComposer = defineAsyncComponent(() => import('./NoteComposer.vue'))
export const ScheduledMessages = defineAsyncComponent(() => import('./ScheduledMessages.vue'))
export const ScheduleDialog = defineAsyncComponent(() => import('./ScheduleDialog.vue'))
export const SnoozeDialog = defineAsyncComponent(() => import('./SnoozeDialog.vue'))
export const TagPickerDialog = defineAsyncComponent(() => import('./TagPickerDialog.vue'))

type Dialog = 'schedule' | 'snooze' | 'tags' | 'choices'

/** Notes, messages for later, tags and sleep of the conversation on the screen. */
export function useThreadWork(tenantId: string, thread: () => ConversationThread) {
  const work = useWork()
  const begun = useDraft(thread, true)
  const now = useNow()
  const { data: notes } = useNotes(tenantId, () => thread().thread_key)
  const { data: scheduled, refetch } = useScheduled(tenantId, () => thread().thread_key)
  const mode = ref<'message' | 'note'>('message')
  const note = computed({
    get: () => begun.draft.value.body,
    set: (body) => begun.write({ body }),
  })
  const edited = shallowRef<ScheduledMessage | null>(null)
  const wanted = ref(new Set<Dialog>())
  const shown = ref<Dialog | null>(null)

  // what was to be sent has been, or was not: only the list says which
  watch(
    () => thread().next_scheduled_at,
    (next, before) => next !== before && void refetch(),
  )

  function show(which: Dialog): void {
    wanted.value.add(which)
    shown.value = which
  }
  function visible(which: Dialog) {
    return computed({
      get: () => shown.value === which,
      set: (on: boolean) => (shown.value = on ? which : null),
    })
  }
  function schedule(message: ScheduledMessage | null): void {
    edited.value = message
    show('schedule')
  }

  const group = 'inbox.shortcuts.group'
  useShortcuts([
    { keys: 't', label: 'teamwork.shortcuts.tags', group, run: () => show('tags') },
    { keys: 'i', label: 'teamwork.shortcuts.note', group, run: () => (mode.value = 'note') },
    {
      keys: 'z',
      label: 'teamwork.shortcuts.snooze',
      group,
      when: () =>
        thread().status === 'open' && thread().snoozed_until === null && thread().blocked_at === null,
      run: () => show('snooze'),
    },
  ])

  return {
    notes: computed(() => notes.value ?? []),
    scheduled: computed(() => shownScheduled(scheduled.value ?? [], now.value)),
    mode,
    note,
    edited,
    wanted,
    scheduling: visible('schedule'),
    snoozing: visible('snooze'),
    tagging: visible('tags'),
    asking: visible('choices'),
    ask: () => show('choices'),
    schedule,
    snooze: (until: Date) => void work.snooze(thread(), until.toISOString()),
  }
}
