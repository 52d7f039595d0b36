import type { Call } from '../platform/db.ts'
import type { Json } from '../platform/json.ts'

/** What a link to an intake form opens; everything but `open` says why it does not. */
export interface IntakeInfo {
  state: 'open' | 'submitted' | 'cancelled' | 'expired' | 'unknown' | 'limited'
  clinic_name?: string
  [more: string]: Json | undefined
}

/** What became of answers that were sent. */
export interface IntakeOutcome {
  state: 'received' | 'invalid' | 'submitted' | 'cancelled' | 'expired' | 'unknown' | 'limited'
  submitted_at?: string
  /** What is wrong, by question, `signer.<what>` or `texts.<purpose>`. */
  problems?: Record<string, string>
}

/** Where answers come from, as the proof keeps it. */
export interface IntakeCaller {
  ip_hash: string | null
  user_agent: string | null
}

/** What people ask for who have a link and no account. */
export interface IntakeService {
  getIntakeInviteInfo(token: string, ipHash: string | null): Promise<IntakeInfo>
  submitIntake(
    token: string,
    submissionId: string,
    payload: Record<string, unknown>,
    caller: IntakeCaller,
  ): Promise<IntakeOutcome>
}

/** The RPCs behind links to forms. */
export function createIntakeService(call: Call): IntakeService {
  return {
    getIntakeInviteInfo: (token, ipHash) =>
      call((sql) => sql`select app.get_intake_invite_info(${token}, ${ipHash}) as value`),
    submitIntake: (token, submissionId, payload, caller) =>
      call(
        (sql) =>
          sql`select app.submit_intake(${token}, ${submissionId}, ${sql.json(payload as never)}, ${sql.json(caller as never)}) as value`,
      ),
  }
}
