import type { ClinicService } from '../_shared/clinic/database.ts'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

export interface SendSessionRemindersDeps {
  auth: Authenticator
  clinic: Pick<ClinicService, 'sendSessionReminders'>
  /** Has the worker come now; by itself it comes once a minute. */
  wake(): void
  log: Log
}

/**
 * Plans the reminders that fell due, and gives a job to each that can go; the worker sends them. The scheduler calls it once a
 * minute; two calls at once plan nothing twice, and a crash loses nothing.
 */
export function createHandler(deps: SendSessionRemindersDeps): Handler {
  return endpoint(
    { name: 'send-session-reminders', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      deps.auth.secretKey(request)
      const due = await deps.clinic.sendSessionReminders()
      if (due > 0) {
        log.info('session reminders are due', { due })
        deps.wake()
      }
      return json({ due })
    },
  )
}
