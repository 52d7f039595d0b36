import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError } from '@/lib/errors'
import { toAppError } from '@/lib/errors'
import {
  answerOf,
  needsGuardian,
  signatureProblems,
  textsFor,
  visibleQuestions,
  visibleSections,
} from '../form-rules'
import type { Answers } from '../form-types'
import { problemsOf } from '../typed-values'
import { getIntakeInfo, submitIntake, type ClosedState, type OpenIntake } from './api'
import { readDraft, writeDraft, type IntakeDraft } from './draft'

const emptyDraft = (): IntakeDraft => ({
  submissionId: crypto.randomUUID(),
  answers: {},
  accepted: {},
  signer: { full_name: '', kinship: '' },
  step: 0,
})

/** A form that is answered part by part, kept on this device until it is sent. */
export function useIntakeForm(token: string) {
  const { locale } = useI18n()
  const info = shallowRef<OpenIntake | null>(null)
  const closed = shallowRef<{ state: ClosedState | 'received'; clinic: string } | null>(null)
  const error = shallowRef<AppError | null>(null)
  const sending = ref(false)
  const problems = ref<Record<string, string>>({})
  const stored = readDraft(token)
  const draft = reactive<IntakeDraft>(stored ?? emptyDraft())

  async function open(): Promise<void> {
    error.value = null
    try {
      const found = await getIntakeInfo(token)
      if (found.state === 'open') {
        info.value = found
        draft.step = Math.min(draft.step, sections.value.length)
      } else close(found.state, found.clinic_name)
    } catch (thrown) {
      error.value = toAppError(thrown)
    }
  }

  function close(state: ClosedState | 'received', clinic: string): void {
    closed.value = { state, clinic }
    writeDraft(token, null)
  }

  watch(draft, (now) => closed.value === null && writeDraft(token, now), { deep: true })

  const definition = computed(() => info.value?.definition ?? { sections: [] })
  const today = computed(() => info.value?.today ?? '')
  const sections = computed(() => visibleSections(definition.value, draft.answers, today.value))
  const isMinor = computed(() => needsGuardian(definition.value, draft.answers, today.value))
  const texts = computed(() => textsFor(info.value?.texts ?? [], isMinor.value))
  /** The part on screen; null at the end, where one reads and signs. */
  const section = computed(() => sections.value[draft.step] ?? null)

  function answer(key: string, value: Answers[string]): void {
    draft.answers[key] = value
    const { [key]: _, ...others } = problems.value
    problems.value = others
  }

  /** Who signs is known from the answers as a rule. */
  function suggestSigner(): void {
    const { signer } = draft
    const name = answerOf(definition.value, draft.answers, isMinor.value ? 'guardian.full_name' : 'full_name')
    const kinship = isMinor.value ? answerOf(definition.value, draft.answers, 'guardian.kinship') : 'self'
    if (signer.full_name.trim() === '' && typeof name === 'string') signer.full_name = name
    if (isMinor.value && signer.kinship === 'self') signer.kinship = ''
    if (signer.kinship === '' && typeof kinship === 'string') signer.kinship = kinship
  }

  /** Goes on, unless something plain is wrong. */
  function next(): boolean {
    if (section.value) problems.value = problemsOf(section.value, draft.answers)
    if (Object.keys(problems.value).length > 0) return false
    draft.step += 1
    if (draft.step === sections.value.length) suggestSigner()
    return true
  }

  function back(): void {
    problems.value = {}
    draft.step = Math.max(0, draft.step - 1)
  }

  /** What is wrong is shown where it is: in the first part that has something. */
  function show(found: Record<string, string>): void {
    problems.value = found
    const at = sections.value.findIndex(({ questions }) => questions.some(({ key }) => key in found))
    if (at >= 0) draft.step = at
  }

  async function send(): Promise<void> {
    if (sending.value || !info.value) return
    problems.value = signatureProblems(info.value.texts, draft.accepted, draft.signer, isMinor.value)
    if (Object.keys(problems.value).length > 0) return
    sending.value = true
    error.value = null
    try {
      const visible = new Set(visibleQuestions(definition.value, draft.answers, today.value))
      const answers = Object.fromEntries(Object.entries(draft.answers).filter(([key]) => visible.has(key)))
      const { submissionId, accepted, signer } = draft
      const form = { submission_id: submissionId, answers, accepted, signer, locale: locale.value }
      const outcome = await submitIntake(token, form)
      if (outcome.state === 'invalid') show(outcome.problems)
      else close(outcome.state, info.value.clinic_name)
    } catch (thrown) {
      error.value = toAppError(thrown)
    } finally {
      sending.value = false
    }
  }

  function forget(): void {
    Object.assign(draft, emptyDraft())
    problems.value = {}
  }

  return {
    info,
    closed,
    error,
    sending,
    problems,
    draft,
    wasBegun: stored !== null,
    sections,
    section,
    texts,
    isMinor,
    open,
    answer,
    next,
    back,
    send,
    forget,
  }
}
