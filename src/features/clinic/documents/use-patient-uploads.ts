import { mediaRefusals } from '@contracts/media-refusals'
import { toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { toAppError } from '@/lib/errors'
import { useErrorText } from '@/ui/use-error-text'
import { useUploads } from '@/ui/use-uploads'
import { addFile, cancelUpload } from './api'
import { putPatientFile } from './put-file'
import type { PatientFile } from './types'

/** Puts files among those of a patient, as clinical ones or for everybody. */
export function usePatientUploads(
  patientId: MaybeRefOrGetter<string>,
  isClinical: MaybeRefOrGetter<boolean>,
  onAdded: (file: PatientFile) => void,
) {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const textOf = useErrorText()

  /** Why the server did not take the content, where it says so. */
  function sentence(error: unknown): string {
    const { code, detail } = toAppError(error)
    const reason = mediaRefusals.find((each) => detail?.includes(each))
    if (code === 'media_refused' && reason) return t(`media.refused.${reason}`)
    if (code === 'media_not_supported') return t('media.refused.type_not_allowed')
    if (code === 'media_too_large') return t('documents.files.tooLarge')
    return textOf(error).sentence
  }

  const { pending, add, drop } = useUploads({
    sentence,
    async take(id, file, course) {
      const [patient, clinical] = [toValue(patientId), toValue(isClinical)]
      await putPatientFile(tenantId, patient, { id, file, name: file.name }, course)
      onAdded(await addFile(tenantId, id, patient, clinical))
    },
  })

  /** What is under way is stopped; what is not kept is removed. */
  function stop(id: string): void {
    drop(id)
    void cancelUpload(tenantId, id).catch(() => undefined)
  }

  return { pending, add, stop }
}
