import type { IncomingMessage } from 'node:http'
import type { Ports } from '../config.ts'

/** Where a request goes inside of the stack. */
export interface Target {
  port: number
  path: string
}

/** The only paths of the platform that exist outside; everything else is 404. */
export function resolveTarget(url: string, ports: Ports): Target | undefined {
  const [, service, version, rest] =
    /^\/(auth|rest|storage|realtime|functions)\/(v1)(?=[/?]|$)(.*)$/s.exec(url) ?? []
  if (!service || !version) return undefined
  switch (service) {
    case 'auth':
    case 'rest':
      return { port: ports.api, path: url }
    case 'storage':
      return { port: ports.storage, path: url }
    case 'realtime':
      return { port: ports.realtime, path: url }
    default:
      return { port: ports.functions, path: rest?.startsWith('/') ? rest : `/${rest ?? ''}` }
  }
}

/** Whether the services can read the address of a request: visible ASCII, a host that is one, a path in UTF-8, no NUL. */
export function isWellFormed({ url = '/', headers }: IncomingMessage): boolean {
  const { host } = headers
  if (host !== undefined && !/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)) return false
  if (!/^[\x21-\x7e]*$/.test(url) || url.includes('%00')) return false
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
