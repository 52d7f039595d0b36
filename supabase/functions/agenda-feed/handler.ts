import { z } from 'zod'
import type { ClinicService } from '../_shared/clinic/database.ts'
import { calendarOf } from '../_shared/clinic/calendar.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

/** `<clinic>.<secret>`, as `create_agenda_feed` gives it. */
const token = z.string().regex(/^[0-9a-f-]{36}\.[\w-]{20,100}$/)

export interface AgendaFeedDeps {
  service: Pick<ClinicService, 'readAgendaFeed'>
  /** Where the app is served. */
  appUrl: string
  log: Log
}

/**
 * A therapist's agenda for calendars outside (RFC 5545), by the secret of the link: such a calendar cannot sign in. Who
 * asks with a secret that is not valid any more hears the same as one who guesses.
 */
export function createHandler({ service, appUrl, log }: AgendaFeedDeps): Handler {
  return endpoint({ name: 'agenda-feed', methods: ['GET', 'HEAD'], log }, async (request) => {
    const given = token.safeParse(new URL(request.url).searchParams.get('token'))
    if (!given.success) throw new ApiError(404, 'feed_not_found', 'Make a new link in the agenda.')
    const [tenantId = '', secret = ''] = given.data.split('.')
    const feed = await service.readAgendaFeed(tenantId, secret)
    return new Response(request.method === 'HEAD' ? null : calendarOf(feed, appUrl), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="agenda.ics"',
        'cache-control': 'private, max-age=300',
      },
    })
  })
}
