import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import {
  getLetterhead,
  getValues,
  listDocuments,
  listFiles,
  listKinds,
  listTemplates,
  listThreadPatients,
} from './api'
import './live-events'

/** What is kept of files and documents. */
export const documentKeys = {
  patient: (tenantId: string, patientId: string) => ['patient-files', tenantId, patientId] as const,
  templates: (tenantId: string) => ['document-templates', tenantId] as const,
  letterhead: (tenantId: string) => ['document-letterhead', tenantId] as const,
}

/** The templates of the clinic, archived ones too. */
export const templatesQuery = (tenantId: string) =>
  queryOptions({ queryKey: documentKeys.templates(tenantId), queryFn: () => listTemplates(tenantId) })

/** Kinds of document: facts of the product. */
export const kindsQuery = () =>
  queryOptions({ queryKey: ['document-kinds'], queryFn: listKinds, staleTime: Infinity })

/** What stands on the clinic's documents. */
export const letterheadQuery = (tenantId: string) =>
  queryOptions({ queryKey: documentKeys.letterhead(tenantId), queryFn: () => getLetterhead(tenantId) })

/** What the variables become for a patient; of this moment. */
export const valuesQuery = (tenantId: string, patientId: string) =>
  queryOptions({
    queryKey: ['document-values', tenantId, patientId],
    queryFn: () => getValues(tenantId, patientId),
    staleTime: 0,
  })

/** Whose conversation it is, as of now. */
export const threadPatientsQuery = (tenantId: string, threadKey: string) =>
  queryOptions({
    queryKey: ['patients', tenantId, 'of-conversation', threadKey, 'for-files'],
    queryFn: () => listThreadPatients(tenantId, threadKey),
    staleTime: 0,
  })

/** Files and documents of a patient, current as long as they are shown. */
export function usePatientPapers(patientId: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const key = () => documentKeys.patient(tenantId, toValue(patientId))
  const files = useQuery(
    computed(() =>
      queryOptions({ queryKey: [...key(), 'files'], queryFn: () => listFiles(tenantId, toValue(patientId)) }),
    ),
  )
  const documents = useQuery(
    computed(() =>
      queryOptions({
        queryKey: [...key(), 'documents'],
        queryFn: () => listDocuments(tenantId, toValue(patientId)),
      }),
    ),
  )
  const refresh = () => client.invalidateQueries({ queryKey: key() })
  const channel = useTenantChannel()
  channel.on('patient_files', (event) => {
    if (event.patient_id === toValue(patientId)) void refresh()
  })
  channel.onGap(() => void refresh())
  return { files, documents, refresh }
}
