import { demo } from '../../../local/simulators/demo.ts'
import { dinamizeRoutes } from '../../../local/simulators/dinamize/routes.ts'
import { DinamizeService } from '../../../local/simulators/dinamize/service.ts'
import type { Fetch } from '../../../supabase/functions/_shared/platform/provider-http.ts'

/** Thrown where a worker is killed: nothing after it runs. */
export class Killed extends Error {}

interface Hooks {
  /** What is answered in the place of Dinamize. */
  before(call: string): Response | undefined
  after(call: string): void
}

/** Dinamize as the simulator plays it, without a network; `before` and `after` see each call. */
export function playDinamize() {
  const service = new DinamizeService()
  // a test writes more in a second than a clinic in an hour
  service.limitPerMinute = 100_000
  const routes = dinamizeRoutes(service)
  const asked: string[] = []
  const hooks: Hooks = { before: () => undefined, after: () => undefined }
  const fetch: Fetch = async (url, init) => {
    const call = new URL(url).pathname
    asked.push(call)
    const instead = hooks.before(call)
    if (instead) return instead
    const response = await routes.request(call, { ...init, signal: null } as RequestInit)
    hooks.after(call)
    return response
  }
  return { service, fetch, asked, hooks }
}

export const dinamizeLogin = {
  user: demo.dinamize.user,
  password: demo.dinamize.password,
  client_code: demo.dinamize.clientCode,
}
