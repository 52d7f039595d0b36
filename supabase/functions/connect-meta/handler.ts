import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { numberAt, objectAt } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import type { MessagingDatabase, MessagingUser } from '../_shared/messaging/database.ts'
import type { MetaApp } from '../_shared/platform/env.ts'
import type { GraphClient } from '../_shared/providers/meta/graph.ts'
import { openNumber, subscribePage } from './accounts.ts'
import { numbersOf, pageChoicesOf, type Choice } from './choices.ts'
import { bodyOf, tokenOf } from './token.ts'

const kind = z.enum(['whatsapp_cloud', 'messenger', 'instagram'])
const sealed = z.object({ v: z.literal(1), kid: z.string(), iv: z.string(), ct: z.string() })

const command = z.discriminatedUnion('action', [
  /** Where the person says yes at Meta. `state` comes back with them. */
  z.object({
    action: z.literal('begin'),
    tenant_id: z.guid(),
    kind,
    state: z.string().regex(/^[\w-]{16,100}$/),
    /** The number stays in the WhatsApp Business app of a phone. */
    coexistence: z.boolean().default(false),
  }),
  /** They came back with a code: which numbers or pages they granted. */
  z.object({ action: z.literal('exchange'), tenant_id: z.guid(), kind, code: z.string().min(1).max(2000) }),
  /** The one that they chose. */
  z.object({
    action: z.literal('choose'),
    tenant_id: z.guid(),
    kind,
    grant: sealed,
    account_id: z.string().regex(/^[\w.-]{1,64}$/),
    /** Asked for where the number has one already. */
    pin: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
])

/** How long somebody may think about which number or page it is to be. */
const grantMinutes = 30

const scopes: Record<z.infer<typeof kind>, string> = {
  whatsapp_cloud: 'whatsapp_business_management,whatsapp_business_messaging',
  messenger: 'pages_show_list,pages_messaging,pages_manage_metadata,business_management',
  instagram:
    'pages_show_list,pages_messaging,pages_manage_metadata,instagram_basic,instagram_manage_messages,business_management',
}

export interface ConnectDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  graph: GraphClient
  metaApp: MetaApp
  secrets: SecretBox
  appUrl: string
  log: Log
  now(): Date
}

/**
 * Connects a number of WhatsApp Cloud, a page or an Instagram account: the owner says yes at Meta and comes back with a
 * code. What a browser names is a claim: accounts are those that the token was granted, asked for again when one is chosen.
 */
export function createHandler(deps: ConnectDeps): Handler {
  const redirectUri = `${deps.appUrl}/configuracoes/whatsapp`
  return endpoint({ name: 'connect-meta', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const wanted = await readCommand(request, command)
    const user = deps.database.asUser(claims)
    await user.requireAdmin(wanted.tenant_id)
    if (deps.metaApp.appId === '' || deps.metaApp.appSecret === '') {
      throw new ApiError(409, 'meta_not_configured', 'This installation has no application at Meta.')
    }
    if (wanted.action === 'begin') return json({ url: dialogOf(wanted) })
    if (wanted.action === 'exchange') return json(await exchanged(user, wanted))
    return json(await chosen(user, wanted))
  })

  function dialogOf(wanted: { kind: z.infer<typeof kind>; state: string; coexistence: boolean }): string {
    const query = new URLSearchParams({
      client_id: deps.metaApp.appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: wanted.state,
      scope: scopes[wanted.kind],
    })
    if (wanted.kind === 'whatsapp_cloud') {
      if (deps.metaApp.signupConfigId !== null) query.set('config_id', deps.metaApp.signupConfigId)
      query.set('override_default_response_type', 'true')
      query.set(
        'extras',
        JSON.stringify({
          setup: {},
          ...(wanted.coexistence ? { featureType: 'whatsapp_business_app_onboarding' } : {}),
        }),
      )
    }
    return `${deps.metaApp.dialogUrl}/dialog/oauth?${query}`
  }

  /** The token stays sealed for this channel alone; the browser carries it unread until something is chosen. */
  async function exchanged(
    user: MessagingUser,
    wanted: { tenant_id: string; kind: z.infer<typeof kind>; code: string },
  ) {
    const granted = tokenOf(await deps.graph.exchangeCode(wanted.code, redirectUri))
    // A person's token lasts an hour or two, and that of a page as long as the one it came from: weeks are asked for.
    const token = wanted.kind === 'whatsapp_cloud' ? granted : tokenOf(await deps.graph.renewToken(granted))
    const choices = await choicesOf(wanted.kind, token)
    if (choices.length === 0) {
      throw new ApiError(
        422,
        'nothing_granted',
        'Meta granted no account. Say yes to the one that the clinic uses.',
      )
    }
    const channelId = await user.reserveChannelId(wanted.tenant_id, wanted.kind)
    const until = deps.now().getTime() + grantMinutes * 60_000
    const grant = await deps.secrets.seal(
      { token, until: String(until) },
      { tenantId: wanted.tenant_id, channelId },
    )
    return { grant, choices: choices.map(({ id, name, detail }) => ({ id, name, detail })) }
  }

  async function chosen(
    user: MessagingUser,
    wanted: {
      tenant_id: string
      kind: z.infer<typeof kind>
      grant: z.infer<typeof sealed>
      account_id: string
      pin?: string | undefined
    },
  ) {
    const channelId = await user.reserveChannelId(wanted.tenant_id, wanted.kind)
    const owner = { tenantId: wanted.tenant_id, channelId }
    const opened = await deps.secrets.open(wanted.grant, owner).catch(() => ({}) as Record<string, string>)
    const token = opened.token ?? ''
    if (token === '' || Number(opened.until) < deps.now().getTime()) {
      throw new ApiError(409, 'grant_expired', 'Too much time went by. Connect again.')
    }
    const choice = (await choicesOf(wanted.kind, token)).find(({ id }) => id === wanted.account_id)
    if (choice === undefined) {
      throw new ApiError(422, 'nothing_granted', 'Meta did not grant this account.')
    }
    const expires = await expiryOf(token)
    const pin = wanted.pin ?? String(randomInt(1_000_000)).padStart(6, '0')
    if (wanted.kind === 'whatsapp_cloud') await openNumber(deps.graph, choice, pin)
    else await subscribePage(deps.graph, choice)
    const configured = await user.configureMetaChannel({
      tenantId: wanted.tenant_id,
      kind: wanted.kind,
      account: { ...choice.account, token_expires_at: expires },
      credentials: await deps.secrets.seal(
        // the token of a page is renewed with that of the person who granted it
        { access_token: choice.token, pin, ...(choice.token === token ? {} : { user_token: token }) },
        owner,
      ),
    })
    return configured
  }

  /** Until when the grant lasts; null where it does not end. */
  async function expiryOf(token: string): Promise<string | null> {
    const seconds = numberAt(objectAt(bodyOf(await deps.graph.debugToken(token)), 'data'), 'expires_at')
    return seconds === null || seconds === 0 ? null : new Date(seconds * 1000).toISOString()
  }

  function choicesOf(wanted: z.infer<typeof kind>, token: string): Promise<Choice[]> {
    return wanted === 'whatsapp_cloud'
      ? numbersOf(deps.graph, token)
      : pageChoicesOf(deps.graph, token, wanted)
  }
}
