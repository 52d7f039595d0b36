import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readText } from '../_shared/platform/body.ts'
import { cleanText } from '../_shared/platform/clean.ts'
import { toApiError } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { page } from '../_shared/platform/html.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { asset, script, style } from '../_shared/platform/public-page.ts'
import type { PrivacyForm, PrivacyService } from '../_shared/trust/privacy-service.ts'
import { formPage, messagePage, receivedPage, requestPage } from './pages.ts'

export interface PrivacyRequestDeps {
  service: PrivacyService
  hashAddress(request: Request): string | null
  /** Seals the moment at which a page was made. */
  key: string
  now(): number
  log: Log
}

/** Longer than the longest form that is filled in by hand. */
const bodyLimit = 32 * 1024
const tokenShape = /^[\w-]{20,100}$/

/**
 * Requests of people about their data, as pages that need no script: `/<slug of the clinic>` is the form,
 * `/<slug>/<token>` what became of it, for whoever has the mail. What is typed is logged nowhere.
 */
export function createHandler({ service, hashAddress, key, now, log }: PrivacyRequestDeps): Handler {
  const mac = (text: string) => createHmac('sha256', key).update(`privacy:${text}`).digest('base64url')
  /** Names a form that is handed out, and says when. */
  function newForm(slug: string): string {
    const form = `${now()}.${randomBytes(12).toString('base64url')}`
    return `${form}.${mac(`form:${slug}:${form}`)}`
  }
  /** Seconds since a form was handed out; null for one that is not ours. */
  function secondsOf(slug: string, sealed: string): number | null {
    const [at = '', name = '', seal = ''] = sealed.split('.')
    const [ours, theirs] = [Buffer.from(mac(`form:${slug}:${at}.${name}`)), Buffer.from(seal)]
    if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null
    return Math.min(Math.max(Math.floor((now() - Number(at)) / 1000), 0), 1_000_000)
  }

  return endpoint(
    { name: 'privacy-request', methods: ['GET', 'HEAD', 'POST'], log },
    async (request, { log: own }) => {
      try {
        return await answer(request)
      } catch (error) {
        const { status, cause } = toApiError(error)
        own[status < 500 ? 'info' : 'error']('page not shown', { status, ...describeError(cause) })
        return sorry(status)
      }
    },
  )

  async function answer(request: Request): Promise<Response> {
    const [, , slug = '', token = '', ...more] = new URL(request.url).pathname.split('/')
    if (more.length > 0) return gone()
    if (slug === 'page.css' && !token) return asset(style, 'text/css')
    if (slug === 'page.js' && !token) return asset(script, 'text/javascript')
    if (!/^[a-z0-9-]{1,80}$/.test(slug)) return gone()
    const ipHash = hashAddress(request)
    if (token) {
      const known = tokenShape.test(token)
        ? await service.open(slug, token, ipHash)
        : ({ state: 'unknown' } as const)
      if (known.state !== 'known') return known.state === 'limited' ? sorry(429) : gone()
      return page(requestPage(known))
    }
    if (request.method === 'POST') return send(slug, await readText(request, bodyLimit), ipHash)
    const seen = await service.look(slug, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    return page(formPage(seen, slug, { form: newForm(slug), typed: {}, problems: [], note: null }))
  }

  async function send(slug: string, body: string, ipHash: string | null): Promise<Response> {
    const sent = new URLSearchParams(
      [...new URLSearchParams(body)].map(([name, value]) => [name, cleanText(value)]),
    )
    const text = (name: string, longest: number) => (sent.get(name) ?? '').slice(0, longest)
    const sealed = text('f', 200)
    const typed: PrivacyForm = {
      full_name: text('nome', 200),
      email: text('email', 300),
      phone: text('telefone', 40),
      cpf: text('cpf', 40),
      birth_date: text('nascimento', 10),
      for_other: sent.get('para') === 'outra',
      acts_for: text('titular', 200),
      kind: text('pedido', 30),
      details: text('detalhes', 2000),
      declared: sent.get('declaro') === '1',
    }
    const seconds = secondsOf(slug, sealed)
    // no person sees this field; whoever fills it in hears of it, in case a browser did
    const trapped = text('site', 10) !== ''
    const outcome = trapped
      ? ({ state: 'again' } as const)
      : await service.submit(
          slug,
          { id: uuidOf(sealed), token: mac(`link:${slug}:${sealed}`), seconds },
          typed,
          ipHash,
        )
    if (outcome.state === 'received') return page(receivedPage(outcome))
    if (outcome.state === 'limited') return sorry(429)
    const seen = await service.look(slug, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    return page(
      formPage(seen, slug, {
        // as old as the page before it: who puts a field right is not taken for a machine
        form: seconds !== null && seconds <= 86_400 ? sealed : newForm(slug),
        typed,
        problems: outcome.state === 'invalid' ? outcome.problems : [],
        note: outcome.state === 'again' ? 'Confira o que você escreveu e envie outra vez.' : null,
      }),
      422,
    )
  }
}

/** The id of the request that a form makes: sent again, it is the same. */
function uuidOf(form: string): string {
  const hex = sha256Hex(`privacy:${form}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const gone = (): Response =>
  page(messagePage('Este endereço não vale', 'O link pode ter mudado. Fale com a clínica.'), 404)

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
