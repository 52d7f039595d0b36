import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import type { EvolutionClient, EvolutionTarget } from '../_shared/providers/evolution/client.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { checkServerAddress, type ResolveHost } from '../_shared/platform/server-address.ts'
import { adoptOrCreate, logout, readState, restart, setWebhook, type InstanceState } from './instance.ts'
import type { MessagingDatabase, MessagingUser } from '../_shared/messaging/database.ts'
import type { ChannelCredentials, ChannelSetup } from '../_shared/messaging/types.ts'

const command = z.object({
  tenant_id: z.guid(),
  action: z.enum(['connect', 'refresh', 'restart', 'logout']),
  server_url: z.string().trim().max(300).optional(),
  api_key: z.string().trim().min(1).max(300).optional(),
  instance_name: z
    .string()
    .trim()
    .regex(/^(?!\.+$)[^/\\?#\p{Cc}]{1,100}$/u)
    .optional(),
})

type Command = z.infer<typeof command>

export interface ProvisionDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser' | 'service'>
  evolution: EvolutionClient
  secrets: SecretBox
  resolveHost: ResolveHost
  publicUrl: string
  /** A server that the operator of this installation shares with its clinics. */
  sharedEvolution: { url: string; apiKey: string } | null
  allowPrivateProviders: boolean
  log: Log
}

/** What is stored of a channel, opened. */
interface Stored {
  channelId: string
  channel: ChannelCredentials
  secrets: Record<string, string>
}

/** Connects the clinic's own number through an Evolution server: instance, webhook, QR code, state. */
export function createHandler(deps: ProvisionDeps): Handler {
  return endpoint(
    { name: 'evolution-webhook-provision', methods: ['POST'], log: deps.log },
    async (request) => {
      const claims = await deps.auth.user(request)
      const wanted = await readCommand(request, command)
      const user = deps.database.asUser(claims)
      // Before anything is called from here: only administrators may make this server call another.
      await user.requireAdmin(wanted.tenant_id)
      const setup = await user.getChannelSetup(wanted.tenant_id)
      // SQL refuses it as well; here, before an instance is created for nothing.
      if (wanted.action === 'connect' && setup.risk === null)
        throw new ApiError(409, 'risk_not_accepted', 'Accept that WhatsApp may block the number first.')
      const stored = await readStored(setup, wanted.tenant_id)
      return json(
        wanted.action === 'connect' ? await connect(user, wanted, stored) : await change(wanted, stored),
      )
    },
  )

  async function connect(user: MessagingUser, wanted: Command, stored: Stored | null) {
    const target = await targetOf(wanted, stored)
    const { apiKey, ...identity } = await adoptOrCreate(deps.evolution, target)
    const channelId = await user.reserveChannelId(wanted.tenant_id, 'evolution')
    // Kept when the same instance is connected again: events on their way carry the secret of before. Another server
    // or instance gets another secret, so that the one given up can no longer speak for this clinic.
    const isSame =
      stored?.channel.server_url === target.serverUrl && stored.channel.external_id === target.instance
    const webhookSecret = (isSame ? stored.secrets.webhook_secret : undefined) ?? randomSecret()
    const webhookUrl = `${deps.publicUrl}/evolution-whatsapp-inbound`
    const owner = { tenantId: wanted.tenant_id, channelId }
    await user.configureEvolutionChannel({
      tenantId: wanted.tenant_id,
      externalId: target.instance,
      serverUrl: target.serverUrl,
      webhookUrl,
      apiKeySha256: sha256Hex(apiKey),
      secretSha256: sha256Hex(webhookSecret),
      credentials: await deps.secrets.seal({ api_key: apiKey, webhook_secret: webhookSecret }, owner),
      displayName: null,
      ...identity,
    })
    // Only now: an event must not arrive before its key is known, because a refusal is never repeated.
    await setWebhook(deps.evolution, { ...target, apiKey }, webhookUrl, webhookSecret)
    return await report(wanted.tenant_id, channelId, await readState(deps.evolution, { ...target, apiKey }))
  }

  async function change(wanted: Command, stored: Stored | null) {
    if (stored === null) throw new ApiError(409, 'no_active_channel', 'Connect WhatsApp first.')
    const target = storedTarget(stored)
    if (wanted.action === 'logout') {
      await logout(deps.evolution, target)
      return await report(wanted.tenant_id, stored.channelId, {
        state: 'close',
        qrCode: null,
        pairingCode: null,
        phone: null,
      })
    }
    if (wanted.action === 'restart') await restart(deps.evolution, target)
    return await report(wanted.tenant_id, stored.channelId, await readState(deps.evolution, target))
  }

  async function report(tenantId: string, channelId: string, found: InstanceState) {
    const reason = found.state === 'close' ? 'logged_out' : null
    await deps.database.service.setChannelState(tenantId, channelId, { ...found, reason })
    return {
      channel_id: channelId,
      state: found.state,
      qr_code: found.qrCode,
      pairing_code: found.pairingCode,
    }
  }

  /**
   * Which server and key: what the person typed, else what is stored, else the shared server. The shared key never
   * goes to a typed address, and with it a clinic reaches its own instance only, whatever name it asks for.
   */
  async function targetOf(wanted: Command, stored: Stored | null): Promise<EvolutionTarget> {
    const ownName = `zelo-${wanted.tenant_id}`
    if (wanted.api_key !== undefined) {
      const typed = wanted.server_url
      if (typed === undefined && !deps.sharedEvolution)
        throw missing('Type the address of your Evolution server.')
      const serverUrl =
        typed === undefined
          ? (deps.sharedEvolution?.url ?? '')
          : await checkServerAddress(typed, {
              allowPrivate: deps.allowPrivateProviders,
              resolve: deps.resolveHost,
            })
      return { serverUrl, instance: wanted.instance_name ?? ownName, apiKey: wanted.api_key }
    }
    if (wanted.server_url !== undefined) throw missing('Type the key of your Evolution server.')
    const shared = deps.sharedEvolution
    const isOwn = stored?.channel.server_url === shared?.url && stored?.channel.external_id === ownName
    if (stored !== null && !(shared && isOwn)) return storedTarget(stored)
    if (!shared) throw missing('Type address and key of your Evolution server.')
    return { serverUrl: shared.url, instance: ownName, apiKey: shared.apiKey }
  }

  /** Runs with the rights of the service, because no person may read credentials; the caller was checked before. */
  async function readStored(setup: ChannelSetup, tenantId: string): Promise<Stored | null> {
    if (!setup.evolution) return null
    const channelId = setup.evolution.channel_id
    const channel = await deps.database.service.channelCredentials(tenantId, channelId)
    if (!channel?.credentials) return null
    const secrets = await deps.secrets
      .open(channel.credentials, { tenantId, channelId })
      .catch((error: unknown): Record<string, string> => {
        // The key is gone for good: connecting again with typed credentials is the way out, so it stays open.
        deps.log.error('credentials do not open', { channel_id: channelId, ...describeError(error) })
        return {}
      })
    return { channelId, channel, secrets }
  }
}

function storedTarget({ channel, secrets }: Stored): EvolutionTarget {
  return {
    serverUrl: channel.server_url ?? '',
    instance: channel.external_id ?? '',
    apiKey: secrets.api_key ?? '',
  }
}

function randomSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

function missing(message: string): ApiError {
  return new ApiError(422, 'server_required', message)
}
