import { Hono, type Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import type { Attempt, Delivery } from '../core/deliveries.ts'
import { providers } from '../core/faults.ts'
import type { PhoneMessage } from '../core/phones.ts'
import { demo } from '../demo.ts'
import { metaAccount, metaAccounts } from '../meta/accounts.ts'
import { accountChange } from '../meta/payloads.ts'
import type { Simulators } from '../simulators.ts'
import { eventsRoute } from './events-route.ts'
import { receiveFromPatient } from './inbound.ts'
import { mediaRoutes } from './media-routes.ts'
import { overview } from './overview.ts'
import { patientMessage } from './patient-message.ts'
import { postRaw } from './raw.ts'
import * as schemas from './schemas.ts'

async function parse<T extends z.ZodType>(context: Context, schema: T): Promise<z.infer<T>> {
  const parsed = schema.safeParse(await context.req.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const message = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new HTTPException(400, { message })
}

/** What the product answered to a webhook; null when nothing was posted or nobody answered. */
async function outcome(delivery: Delivery | undefined) {
  const attempt: Attempt | undefined = await delivery?.first
  return {
    status: attempt?.status ?? null,
    body: attempt?.body ?? '',
    ...(attempt?.error ? { error: attempt.error } : {}),
  }
}

/** `/control/*`: the hands of the patient, the payer and the tester. */
export function controlRoutes(simulators: Simulators): Hono {
  const routes = new Hono()
  const { world, evolution, twilio, meta, asaas, clinicAsaas, stripe, patients } = simulators
  const instanceNamed = (name = demo.evolution.instance as string) => {
    const instance = evolution.instances.get(name)
    if (!instance) throw new HTTPException(404, { message: 'No such Evolution instance.' })
    return instance
  }
  routes.onError((error, context) => {
    if (error instanceof HTTPException) return context.json({ message: error.message }, error.status)
    world.log(`control: ${error.stack ?? error.message}`)
    return context.json({ message: error.message }, 500)
  })

  routes.get('/state', (context) => context.json(overview(simulators)))
  routes.get('/events', eventsRoute(world.hub, world.signal))
  routes.route('/media', mediaRoutes(world.media))

  routes.post('/inbound', async (context) => {
    const { id, delivery } = await receiveFromPatient(await parse(context, patientMessage), simulators)
    return context.json({ id, ...(await outcome(delivery)) })
  })

  routes.post('/raw', async (context) => {
    const delivery = postRaw(await parse(context, schemas.rawBody), simulators)
    return context.json(await outcome(delivery))
  })

  routes.get('/messages', (context) => {
    const { provider, phone, account } = context.req.query()
    const messages = world.phones.list({
      ...(provider ? { provider: provider as PhoneMessage['provider'] } : {}),
      ...(account ? { account } : {}),
      ...(phone ? { phone: world.phones.key(phone) } : {}),
    })
    return context.json(
      messages.map(({ wire: _wire, ...message }) => {
        const file = world.media.get(message.mediaId ?? '')
        return file ? { ...message, fileName: file.fileName, fileSize: file.size } : message
      }),
    )
  })

  routes.post('/read', async (context) => {
    const { provider, account, phone, id } = await parse(context, schemas.readBody)
    const unread = world.phones
      .list({
        from: 'clinic',
        ...(provider ? { provider } : {}),
        ...(account ? { account } : {}),
        ...(phone ? { phone: world.phones.key(phone) } : {}),
      })
      .filter((message) =>
        id ? message.id === id : message.status !== 'read' && message.status !== 'failed',
      )
    const deliveries = unread.map((message) => patients[message.provider].read(message))
    await Promise.all(deliveries.map((delivery) => delivery?.first))
    return context.json({ read: unread.map((message) => message.id) })
  })

  routes.get('/faults', (context) => context.json(world.faults.all()))
  routes.post('/faults', async (context) => {
    const { provider, about, ...patch } = await parse(context, schemas.faultsBody)
    return context.json(world.faults.set(provider, patch, about))
  })
  routes.get('/faults/held', (context) =>
    context.json(Object.fromEntries(providers.map((provider) => [provider, world.faults.held(provider)]))),
  )
  routes.delete('/faults', (context) => {
    const { provider: name, about } = context.req.query()
    world.faults.clear(
      providers.find((provider) => provider === name),
      about,
    )
    return context.body(null, 204)
  })

  routes.post('/settings', async (context) =>
    context.json(Object.assign(world.settings, await parse(context, schemas.settingsBody))),
  )

  routes.post('/scan', async (context) => {
    const { instance: name, ...phone } = await parse(context, schemas.scanBody)
    const instance = instanceNamed(name)
    evolution.scan(instance, phone)
    return context.json({ instance: instance.name, state: instance.state })
  })

  routes.post('/connection', async (context) => {
    const { instance: name, state, statusReason } = await parse(context, schemas.connectionBody)
    const instance = instanceNamed(name)
    if (state === 'open') evolution.scan(instance)
    else if (state === 'connecting') await evolution.connect(instance)
    else evolution.disconnect(instance, statusReason)
    return context.json({ instance: instance.name, state: instance.state })
  })

  routes.post('/presence', async (context) => {
    const { instance: name, ...act } = await parse(context, schemas.presenceBody)
    return context.json(await outcome(patients.evolution.act(instanceNamed(name), act)))
  })
  /** What the product showed of itself. */
  routes.get('/presence', (context) => {
    const { account, phone } = context.req.query()
    return context.json(
      evolution.presences.filter(
        (shown) =>
          (!account || shown.account === account) && (!phone || shown.phone === world.phones.key(phone)),
      ),
    )
  })

  routes.post('/accounts', async (context) => {
    const account = twilio.accounts.put(await parse(context, schemas.accountBody))
    return context.json(account)
  })

  routes.post('/meta-accounts', async (context) => {
    metaAccounts.push(...(await parse(context, schemas.metaAccountsBody)))
    return context.body(null, 204)
  })

  routes.post('/meta', async (context) => {
    const { account: id, field, value } = await parse(context, schemas.metaNewsBody)
    const account = metaAccount(id)
    if (!account) throw new HTTPException(404, { message: 'No such account of Meta.' })
    return context.json(await outcome(meta.post(account, accountChange(account, field, value))))
  })

  routes.post('/pix', async (context) => {
    const { id, action } = await parse(context, schemas.pixBody)
    const account = clinicAsaas.payments.has(id) ? clinicAsaas : asaas
    const payment = account.payments.get(id)
    if (!payment) throw new HTTPException(404, { message: 'No such payment.' })
    const deliveries = account[action](payment)
    return context.json({ id, ...(await outcome(deliveries[0])) })
  })

  routes.post('/stripe', async (context) => {
    const { id, action } = await parse(context, schemas.stripeBody)
    const deliveries = stripe.act(id, action)
    if (!deliveries) throw new HTTPException(404, { message: 'No such checkout.' })
    return context.json({ id, ...(await outcome(deliveries[0])) })
  })

  /** Resolves when no webhook is in flight or waits for a retry. */
  routes.post('/idle', async (context) => {
    await world.deliveries.idle()
    return context.body(null, 204)
  })

  routes.post('/reset', (context) => {
    simulators.reset()
    return context.body(null, 204)
  })

  return routes
}
