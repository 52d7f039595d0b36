import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import type { Contact } from '@/kit/contact-parts'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import {
  convertConversation,
  findDuplicates,
  linkConversation,
  listConversationPatients,
  searchPatients,
  unlinkConversation,
} from './api'

/** Below the keys of the patients: what makes those doubtful makes these so, too. */
const keys = {
  linked: (tenantId: string, threadKey: string) => ['patients', tenantId, 'of-conversation', threadKey],
  duplicates: (tenantId: string, name: string, phone: string | null) => [
    'patients',
    tenantId,
    'duplicates-of',
    name,
    phone,
  ],
  found: (tenantId: string, search: string) => ['patients', tenantId, 'found', search],
}

const FRESH_MS = 60_000
/** A name that is still being typed is not looked up. */
const REST_MS = 250

/** What was typed, once the keys rest. */
function useRested(text: MaybeRefOrGetter<string>): Ref<string> {
  const rested = ref(toValue(text).trim())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => toValue(text).trim(),
    (now) => {
      clearTimeout(timer)
      timer = setTimeout(() => (rested.value = now), REST_MS)
    },
  )
  onScopeDispose(() => clearTimeout(timer))
  return rested
}

/** Whose conversation it is, current as long as it is shown. */
export function useLinkedPatients(threadKey: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: keys.linked(tenantId, toValue(threadKey)) })
  const channel = useTenantChannel()
  channel.on('patient', refresh)
  channel.onGap(refresh)
  return useQuery({
    queryKey: computed(() => keys.linked(tenantId, toValue(threadKey))),
    queryFn: () => listConversationPatients(tenantId, toValue(threadKey)),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** Patients who may be the person that a form is about. */
export function usePossibleDuplicates(name: MaybeRefOrGetter<string>, phone: () => string | null) {
  const tenantId = requireTenantId()
  const rested = useRested(name)
  return useQuery({
    queryKey: computed(() => keys.duplicates(tenantId, rested.value, phone())),
    queryFn: () => findDuplicates(tenantId, rested.value, phone()),
    placeholderData: keepPreviousData,
  })
}

/** Patients whom a search finds; nobody before it has three letters. */
export function useFoundPatients(search: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const rested = useRested(search)
  return useQuery({
    queryKey: computed(() => keys.found(tenantId, rested.value)),
    queryFn: () => searchPatients(tenantId, rested.value),
    enabled: () => rested.value.length > 2,
    placeholderData: keepPreviousData,
  })
}

/** Who a conversation is linked to, with the way back. */
export function usePatientLinks(contact: () => Contact) {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['patients', tenantId] })

  async function put(patient: { id: string; name: string }, isLinked: boolean): Promise<boolean> {
    const { threadKey } = contact()
    try {
      await (isLinked ? linkConversation : unlinkConversation)(tenantId, threadKey, patient.id)
    } finally {
      await refresh()
    }
    const text = t(isLinked ? 'peopleLinks.linked' : 'peopleLinks.unlinked', { name: patient.name })
    toastOk(text, () => void takeBack(patient, !isLinked))
    return true
  }
  const { run: takeBack } = useAction(put)

  /** Makes a patient; somebody who was quicker is told, and whom they wrote down. */
  async function convert(id: string, name: string, seen: string[]): Promise<{ id: string; name: string }> {
    try {
      const { patient } = await convertConversation(tenantId, contact().threadKey, { id, name, seen })
      const key = patient.id === id ? 'peopleLinks.converted' : 'peopleLinks.alreadyConverted'
      toastOk(t(key, { name: patient.name }))
      return patient
    } finally {
      await refresh()
    }
  }

  return { put, convert }
}
