import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router'

/** Every place of the product that another place links to, so that a renamed route is one change. */
export const links = {
  home: (): RouteLocationRaw => ({ name: 'home' }),
  signIn: (back?: string): RouteLocationRaw => ({
    name: 'sign-in',
    query: back && back !== '/' ? { voltar: back } : {},
  }),
  signUp: (back?: string): RouteLocationRaw => ({ name: 'sign-up', query: back ? { voltar: back } : {} }),
  /** The e-mail travels beside the address, so that it stays out of histories and logs. */
  forgotPassword: (email = ''): RouteLocationRaw => ({ name: 'forgot-password', state: { email } }),
  noClinic: (): RouteLocationRaw => ({ name: 'no-clinic' }),
  resetPassword: (): RouteLocationRaw => ({ name: 'reset-password' }),
  /** `query` names the list (features/messaging/inbox/list/list-address); without it, all that is open. */
  inbox: (query: LocationQueryRaw = {}): RouteLocationRaw => ({ name: 'inbox', query }),
  thread: (threadKey: string, query: LocationQueryRaw = {}): RouteLocationRaw => ({
    name: 'inbox-thread',
    params: { threadKey },
    query,
  }),
  settings: (): RouteLocationRaw => ({ name: 'settings' }),
  clinic: (): RouteLocationRaw => ({ name: 'settings-clinic' }),
  team: (): RouteLocationRaw => ({ name: 'settings-team' }),
  profile: (): RouteLocationRaw => ({ name: 'settings-profile' }),
  whatsapp: (): RouteLocationRaw => ({ name: 'settings-whatsapp' }),
  credits: (): RouteLocationRaw => ({ name: 'settings-credits' }),
  addons: (): RouteLocationRaw => ({ name: 'settings-addons' }),
  addonsStatement: (): RouteLocationRaw => ({ name: 'settings-addons-statement' }),
  queues: (): RouteLocationRaw => ({ name: 'settings-queues' }),
  saas: (): RouteLocationRaw => ({ name: 'saas-tenants' }),
  saasAddons: (): RouteLocationRaw => ({ name: 'saas-addons-overview' }),
} as const

/** Where to go after signing in: a path of this app, never another site. */
export function safeBackPath(value: unknown): string | null {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : null
}
