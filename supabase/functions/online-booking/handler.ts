import { bookingCalendar } from '../_shared/clinic/calendar.ts'
import type {
  BookingForm,
  BookingOffer,
  BookingService,
  KnownBooking,
  OpenPage,
} from '../_shared/clinic/booking-service.ts'
import { readText } from '../_shared/platform/body.ts'
import { cleanText } from '../_shared/platform/clean.ts'
import { toApiError } from '../_shared/platform/errors.ts'
import { page, seeOther } from '../_shared/platform/html.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { asset, script, style } from '../_shared/platform/public-page.ts'
import {
  base,
  bookingPage,
  cancelPage,
  closedPage,
  formPage,
  messagePage,
  movePage,
  offersPage,
  slotsPage,
  type FormState,
} from './pages.ts'

export interface OnlineBookingDeps {
  service: BookingService
  hashAddress(request: Request): string | null
  newFormToken(): string
  linkTokenOf(formToken: string): string
  /** Where the app is served, which passes `/agendar/…` on to here. */
  appUrl: string
  log: Log
}

/** Longer than the longest form that is filled in by hand. */
const bodyLimit = 32 * 1024
const tokenShape = /^[\w-]{20,100}$/
const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Asked {
  query: URLSearchParams
  /** What was posted; null for a page that is only looked at. */
  form: URLSearchParams | null
  ipHash: string | null
}

/**
 * Online booking for people without an account, as pages that need no script: `/<slug>` leads through therapist, time and
 * form, `/s/<token>` shows, moves and cancels what was booked. Every answer is a page; what is typed is logged nowhere.
 */
export function createHandler(deps: OnlineBookingDeps): Handler {
  const { service, hashAddress, newFormToken, linkTokenOf, appUrl } = deps

  return endpoint(
    { name: 'online-booking', methods: ['GET', 'HEAD', 'POST'], log: deps.log },
    async (request, { log }) => {
      try {
        return await answer(request)
      } catch (error) {
        const { status, cause } = toApiError(error)
        log[status < 500 ? 'info' : 'error']('page not shown', { status, ...describeError(cause) })
        return sorry(status)
      }
    },
  )

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams: query } = new URL(request.url)
    const [, , first = '', second = '', third = '', ...more] = pathname.split('/')
    if (more.length > 0) return gone()
    if (first === 'booking.css' && !second) return asset(style, 'text/css')
    if (first === 'booking.js' && !second) return asset(script, 'text/javascript')
    const form = request.method === 'POST' ? fieldsOf(await readText(request, bodyLimit)) : null
    const asked = { query, form, ipHash: hashAddress(request) }
    if (first === 's') {
      if (!tokenShape.test(second)) return gone()
      if (third === 'sessao.ics') return calendar(second, asked)
      return third ? gone() : booking(second, asked)
    }
    if (second || !/^[a-z0-9-]{8,80}$/.test(first)) return gone()
    return form ? book(first, form, asked) : browse(first, asked)
  }

  /** Whom, when, and the form. */
  async function browse(slug: string, { query, ipHash }: Asked): Promise<Response> {
    const from = dayOf(query.get('de'))
    const seen = await service.openBookingPage(slug, idOf(query.get('o')), from, ipHash)
    if (seen.state !== 'open') return refused(seen)
    const offer = offerOf(seen)
    if (!offer) return page(offersPage(seen, slug))
    const at = query.get('em')
    if (!at) return page(slotsPage(seen, offer, slug, from, null))
    const chosen = slotOf(seen, at)
    if (!chosen) return page(slotsPage(seen, offer, slug, from, { tone: 'warn', text: justTaken }), 409)
    return page(
      formPage(seen, offer, slug, { token: newFormToken(), typed: {}, problems: {}, note: null, chosen }),
    )
  }

  async function book(slug: string, sent: URLSearchParams, { ipHash }: Asked): Promise<Response> {
    const given = sent.get('f') ?? ''
    const token = tokenShape.test(given) ? given : newFormToken()
    const link = linkTokenOf(token)
    const typed: BookingForm = {
      offer_id: sent.get('o') ?? '',
      starts_at: sent.get('em') ?? '',
      full_name: sent.get('nome') ?? '',
      social_name: sent.get('nome_social') ?? '',
      phone: sent.get('telefone') ?? '',
      message: sent.get('mensagem') ?? '',
      accepted: sent.get('aceite') === '1',
      first_visit: sent.get('primeira') === '1',
    }
    // no person sees this field; whoever fills it in hears of it, in case a browser did
    const trapped = (sent.get('site') ?? '') !== ''
    const outcome = trapped
      ? ({ state: 'invalid', problems: {} } as const)
      : await service.bookOnline(
          slug,
          { form: token, link, url: `${appUrl}${base}/s/${link}` },
          typed,
          ipHash,
        )
    if (outcome.state === 'booked') return seeOther(`${base}/s/${link}?ok=1`)
    if (outcome.state === 'limited') return sorry(429)
    const seen = await service.openBookingPage(slug, idOf(typed.offer_id), dayOf(sent.get('de')), ipHash)
    if (seen.state !== 'open') return refused(seen)
    const offer = offerOf(seen)
    if (!offer) return page(offersPage(seen, slug), 409)
    const isTaken = outcome.state === 'taken'
    const chosen = isTaken ? null : slotOf(seen, typed.starts_at)
    const state: FormState = {
      token,
      typed,
      problems: outcome.problems ?? {},
      chosen,
      note: trapped
        ? { tone: 'bad', text: 'Não deu para enviar: um campo escondido veio preenchido. Envie outra vez.' }
        : chosen
          ? null
          : { tone: 'warn', text: `${justTaken} O que você escreveu continua aqui.` },
    }
    return page(formPage(seen, offer, slug, state), isTaken ? 409 : 422)
  }

  /** What was booked, and what its link does. */
  async function booking(token: string, { query, form, ipHash }: Asked): Promise<Response> {
    const act = form?.get('acao') ?? null
    let note: { tone?: 'bad' | 'warn'; text: string } | null = null
    let moves = query.has('mover')
    if (act === 'ficha') {
      const invited = await service.inviteOnlineBooking(token, ipHash)
      if (invited.state === 'invited') return seeOther(`${appUrl}/ficha/${invited.token ?? ''}`)
      if (invited.state !== 'none') return refused({ state: invited.state })
      note = { tone: 'warn', text: 'A ficha não está disponível agora.' }
    } else if (act === 'desmarcar') {
      const { state } = await service.cancelOnlineBooking(token, ipHash)
      if (state === 'cancelled') return seeOther(`${base}/s/${token}`)
      if (state !== 'too_late') return refused({ state })
      note = { tone: 'warn', text: tooLate }
    } else if (act === 'mover') {
      const { state } = await service.moveOnlineBooking(token, form?.get('em') ?? '', ipHash)
      if (state === 'moved') return seeOther(`${base}/s/${token}?remarcada=1`)
      if (state === 'unknown' || state === 'limited') return refused({ state })
      moves = state === 'taken'
      note = { tone: 'warn', text: state === 'taken' ? justTaken : tooLate }
    }
    const status = note ? 409 : 200
    const seen = await service.openOnlineBooking(token, moves, dayOf(query.get('de')), ipHash)
    if (seen.state === 'unknown' || seen.state === 'limited') return refused(seen)
    if (moves && seen.may_change && isStanding(seen)) return page(movePage(seen, token, note), status)
    if (query.has('desmarcar') && !act && seen.may_change && isStanding(seen))
      return page(cancelPage(seen, token))
    if (query.has('remarcada') && !note && isStanding(seen))
      note = { text: 'Pronto: a sessão foi remarcada.' }
    return page(bookingPage(seen, token, query.has('ok'), note), status)
  }

  async function calendar(token: string, { ipHash }: Asked): Promise<Response> {
    const seen = await service.openOnlineBooking(token, false, null, ipHash)
    if (seen.state === 'unknown' || seen.state === 'limited') return refused(seen)
    return new Response(bookingCalendar(seen, `${appUrl}${base}/s/${token}`), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="sessao.ics"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  }
}

const justTaken = 'Este horário acabou de ser ocupado. Escolha outro.'
const tooLate = 'O prazo para mudar pelo link já passou. Fale com a clínica.'

const isStanding = ({ state }: KnownBooking): boolean => state === 'booked' || state === 'requested'

const idOf = (text: string | null): string | null => (text && uuidShape.test(text) ? text : null)

/** What a form holds, as Postgres can store it. */
const fieldsOf = (body: string): URLSearchParams =>
  new URLSearchParams([...new URLSearchParams(body)].map(([name, value]) => [name, cleanText(value)]))

/** A day that exists, or none. */
function dayOf(text: string | null): string | null {
  if (!text || !/^20\d\d-\d\d-\d\d$/.test(text)) return null
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null
}

const offerOf = ({ offers, offer_id }: OpenPage): BookingOffer | undefined =>
  offers.find(({ id }) => id === offer_id)

function slotOf({ days = [] }: OpenPage, at: string): FormState['chosen'] {
  for (const { day, slots } of days) {
    const slot = slots.find((one) => one.at === at)
    if (slot) return { day, at, time: slot.time }
  }
  return null
}

function refused(
  seen: { state: 'unknown' | 'limited' } | ({ state: 'closed' } & Parameters<typeof closedPage>[0]),
) {
  if (seen.state === 'closed') return page(closedPage(seen))
  return seen.state === 'limited' ? sorry(429) : gone()
}

const gone = (): Response =>
  page(messagePage('Este endereço não vale', 'O link pode ter mudado. Peça um novo à clínica.'), 404)

function sorry(status: number): Response {
  if (status === 429)
    return page(messagePage('Foram muitas tentativas', 'Espere alguns minutos e tente outra vez.'), status)
  if (status < 500)
    return page(messagePage('Não deu para entender o pedido', 'Volte e tente outra vez.'), status)
  return page(
    messagePage('Algo deu errado do nosso lado', 'Nada se perdeu. Tente outra vez daqui a pouco.'),
    status,
  )
}
