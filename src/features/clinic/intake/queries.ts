import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getIntake, listConsents, listFields, listForms, listInvites, listTexts } from './api'
import './live-events'
import type { InviteFilter } from './types'

const PAGE = 50

/** What is kept of forms. */
export const intakeKeys = {
  all: (tenantId: string) => ['intake', tenantId] as const,
  invites: (tenantId: string) => [...intakeKeys.all(tenantId), 'invites'] as const,
  one: (tenantId: string, id: string) => [...intakeKeys.all(tenantId), 'one', id] as const,
  forms: (tenantId: string) => [...intakeKeys.all(tenantId), 'forms'] as const,
  texts: (tenantId: string) => [...intakeKeys.all(tenantId), 'texts'] as const,
  consents: (tenantId: string, patientId: string) =>
    [...intakeKeys.all(tenantId), 'consents', patientId] as const,
}

/** Links, page after page. */
export const invitesQuery = (tenantId: string, filter: InviteFilter) =>
  infiniteQueryOptions({
    queryKey: [...intakeKeys.invites(tenantId), filter] as const,
    queryFn: ({ pageParam }) => listInvites(tenantId, filter, pageParam, PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length === PAGE ? (page.at(-1)?.id ?? null) : null),
  })

export const intakeQuery = (tenantId: string, id: string) =>
  queryOptions({ queryKey: intakeKeys.one(tenantId, id), queryFn: () => getIntake(tenantId, id) })

export const formsQuery = (tenantId: string) =>
  queryOptions({ queryKey: intakeKeys.forms(tenantId), queryFn: () => listForms(tenantId) })

export const textsQuery = (tenantId: string) =>
  queryOptions({ queryKey: intakeKeys.texts(tenantId), queryFn: () => listTexts(tenantId) })

export const fieldsQuery = () =>
  queryOptions({ queryKey: ['intake-fields'] as const, queryFn: listFields, staleTime: Infinity })

export const consentsQuery = (tenantId: string, patientId: string) =>
  queryOptions({
    queryKey: intakeKeys.consents(tenantId, patientId),
    queryFn: () => listConsents(tenantId, patientId),
  })

/** Asks again for what is on screen when something happened to a form. */
export function useIntakeLive(): { refresh(): Promise<void> } {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const refresh = () => client.invalidateQueries({ queryKey: intakeKeys.all(tenantId) })
  channel.on('intake', () => void refresh())
  channel.onGap(() => void refresh())
  return { refresh }
}
