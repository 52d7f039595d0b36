import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoEvolution, demoTwilio } from '../../../local/demo.ts'
import { asAnon, freshEmail } from '../support/clients.ts'
import { clearFaults, clinics, control, Desk, Patient, providers } from './support.ts'

const provision = {
  evolution: {
    name: 'evolution-webhook-provision',
    body: { action: 'connect', instance_name: demoEvolution.instance, api_key: demoEvolution.apiKey },
  },
  twilio: {
    name: 'twilio-channel-provision',
    body: {
      account_sid: demoTwilio.accountSid,
      auth_token: demoTwilio.authToken,
      sender_phone: demoTwilio.from,
    },
  },
} as const

describe.each(providers)('through %s', (provider) => {
  let desk: Desk

  beforeAll(async () => {
    desk = await Desk.open(provider)
  })
  afterAll(async () => {
    await clearFaults()
    await desk.close()
  })

  async function channel() {
    const { data, error } = await desk.client
      .from('notification_channels')
      .select('id, is_active, connection_state')
      .eq('tenant_id', desk.tenantId)
      .eq('provider', provider)
      .single<{ id: string; is_active: boolean; connection_state: string }>()
    if (error) throw error
    return data
  }

  async function connect() {
    const { name, body } = provision[provider]
    const response = await desk.call(name, { tenant_id: desk.tenantId, ...body })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ state: 'open' })
  }

  test('an inactive channel still takes what patients write, and sends nothing until it is back', async () => {
    const patient = new Patient(provider)
    const { id } = await channel()
    const off = await desk.call('deactivate-notification-channel', {
      tenant_id: desk.tenantId,
      channel_id: id,
    })
    expect(off.status).toBe(200)
    try {
      expect((await patient.writes('Ainda estão aí?')).status).toBe(200)
      expect(await desk.thread(patient)).toMatchObject({
        unread_count: 1,
        last_message_preview: 'Ainda estão aí?',
      })
      expect(await desk.sends(patient, 'Estamos')).toMatchObject({
        status: 409,
        body: { code: 'no_active_channel' },
      })
      expect(await desk.outbound(patient)).toEqual([])
    } finally {
      await connect()
    }
    expect(await channel()).toMatchObject({ id, is_active: true, connection_state: 'open' })
    await desk.accepts(patient, 'Estamos de volta')
    expect(await patient.texts()).toEqual(['Estamos de volta'])
  })
})

test('a phone that logged out is seen, stops sends with a reason, and is connected again', async () => {
  const desk = await Desk.open('evolution')
  const patient = new Patient('evolution')
  await patient.writes('Oi')
  const state = async () => {
    const { data } = await desk.client
      .from('notification_channels')
      .select('connection_state')
      .eq('tenant_id', desk.tenantId)
      .eq('provider', 'evolution')
      .single<{ connection_state: string }>()
    return data?.connection_state
  }
  await control('POST', '/connection', { state: 'close' })
  await expect.poll(state).toBe('close')
  expect(await desk.sends(patient, 'Oi')).toMatchObject({
    status: 409,
    body: { code: 'channel_disconnected' },
  })
  await control('POST', '/scan', {})
  await expect.poll(state).toBe('open')
  await desk.accepts(patient, 'Voltamos')
  expect(await patient.texts()).toEqual(['Voltamos'])
  await desk.close()
})

test('a clinic without a channel is told to connect one', async () => {
  const client = asAnon()
  const { data, error } = await client.auth.signUp({
    email: freshEmail('sem-canal'),
    password: 'uma senha bem longa',
    options: { data: { full_name: 'Sem Canal', clinic_name: 'Clínica sem canal' } },
  })
  expect(error).toBeNull()
  expect(data.session).not.toBeNull()
  const { data: context } = await client.rpc('my_context')
  const tenant_id = (context as { memberships: { tenant_id: string }[] }).memberships[0]?.tenant_id ?? ''
  const patient = new Patient('evolution')
  const thread = await client.rpc('start_conversation', { p_tenant_id: tenant_id, p_phone: patient.phone })
  expect(thread.error).toBeNull()
  const desk = await Desk.open('evolution', client)
  expect(await desk.sends(patient, 'Oi', { tenant_id })).toMatchObject({
    status: 409,
    body: { code: 'no_active_channel' },
  })
  await desk.close()
})

test('a person of another clinic can neither read nor write', async () => {
  const patient = new Patient('evolution')
  await patient.writes('Assunto particular')
  const stranger = await Desk.open('twilio')
  const { tenantId } = clinics.evolution
  expect(await stranger.sends(patient, 'Oi', { tenant_id: tenantId })).toMatchObject({
    status: 403,
    body: { code: 'not_a_member' },
  })
  const { data } = await stranger.client.from('conversation_threads').select('id').eq('tenant_id', tenantId)
  expect(data).toEqual([])
  await stranger.close()
})
