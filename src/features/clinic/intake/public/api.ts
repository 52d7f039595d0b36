import { callOpenFunction } from '@/lib/open-function'
import type { Answers, Definition, IntakeText } from '../form-types'

/** A form that can be answered, as its link shows it. */
export interface OpenIntake {
  state: 'open'
  clinic_name: string
  /** The day at the clinic. */
  today: string
  expires_at: string
  form_name: string
  definition: Definition
  texts: IntakeText[]
}

/** Why a link shows no form any more. */
export type ClosedState = 'submitted' | 'cancelled' | 'expired'

/** What a link opens. */
export type IntakeInfo = OpenIntake | { state: ClosedState; clinic_name: string }

/** Who signs, and what they are to the person. */
export interface Signer {
  full_name: string
  kinship: string
}

/** What is sent. */
export interface IntakeForm {
  submission_id: string
  answers: Answers
  accepted: Record<string, boolean>
  signer: Signer
  locale: string
}

/** What became of it. */
export type SubmitOutcome =
  { state: 'received' } | { state: 'invalid'; problems: Record<string, string> } | { state: ClosedState }

/** The form behind a link. */
export async function getIntakeInfo(token: string): Promise<IntakeInfo> {
  return (await callOpenFunction<IntakeInfo>('get-intake-invite-info', { token })).body
}

/** Sends the answers; the same submission again is the same. */
export async function submitIntake(token: string, form: IntakeForm): Promise<SubmitOutcome> {
  const command = { token, ...form }
  return (await callOpenFunction<SubmitOutcome>('submit-patient-intake', command, [409, 422])).body
}
