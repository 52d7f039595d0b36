import { useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOpenConversation } from '@/features/messaging/inbox'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { useFormat } from '@/kit/i18n/use-format'
import { useTenantChannel } from '@/lib/realtime'
import { wallTimeOf } from '@/lib/wall-time'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { putDraft } from './api'
import { dayText, isCollectionHour } from './rules'
import type { Charge } from './types'
import './live-events'

/** Everything that is kept of money stands below `all`. */
export const moneyKeys = {
  all: (tenantId: string) => ['money', tenantId] as const,
  charges: (tenantId: string) => ['money', tenantId, 'charges'] as const,
  patient: (tenantId: string, patientId: string) => ['money', tenantId, 'patient', patientId] as const,
  statement: (tenantId: string, payerId: string) => ['money', tenantId, 'statement', payerId] as const,
  session: (tenantId: string, sessionId: string) => ['money', tenantId, 'session', sessionId] as const,
  overdue: (tenantId: string) => ['money', tenantId, 'overdue'] as const,
  setup: (tenantId: string) => ['money', tenantId, 'setup'] as const,
}

/** Keeps what is shown of money current. */
export function useMoneyLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: moneyKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('money', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}

/** The day that the clinic's calendar shows. */
export function useClinicToday() {
  const { membership } = useTenant()
  return computed(() => wallTimeOf(new Date(), membership.value?.time_zone).date)
}

/** Opens the conversation with who pays, a polite reminder written in it: a person sends it. */
export function useCollect() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const tenantId = requireTenantId()
  const { membership } = useTenant()
  const open = useOpenConversation()
  return useAction(async (charge: Charge) => {
    if (!charge.thread_key) return
    const text = t(charge.payer_name === charge.patient_name ? 'money.collect.own' : 'money.collect.other', {
      name: charge.payer_name.split(' ')[0] ?? '',
      patient: charge.patient_name.split(' ')[0] ?? '',
      amount: format.money(charge.amount_cents - charge.paid_cents),
      day: dayText(charge.due_on, locale.value),
      clinic: membership.value?.name ?? '',
    })
    const stands = await putDraft(tenantId, charge.thread_key, text)
    await open(charge.thread_key)
    if (stands !== text) toastOk(t('money.collect.kept'))
    else if (!isCollectionHour(new Date(), membership.value?.time_zone)) toastOk(t('money.collect.late'))
  })
}
