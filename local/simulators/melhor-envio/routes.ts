import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { demoMelhorEnvio } from '../../demo.ts'
import { requestFaults } from '../core/request-faults.ts'
import type { World } from '../world.ts'

interface Wish {
  from?: { postal_code?: string }
  to?: { postal_code?: string }
  package?: { weight?: number }
  options?: { insurance_value?: number }
}

const services = [
  { id: 1, name: 'PAC', company: { id: 1, name: 'Correios' }, base: 14.2, perKg: 6.1, days: 5, limit: 30 },
  { id: 2, name: 'SEDEX', company: { id: 1, name: 'Correios' }, base: 22.9, perKg: 9.8, days: 2, limit: 30 },
  {
    id: 3,
    name: '.Package',
    company: { id: 2, name: 'Jadlog' },
    base: 17.4,
    perKg: 4.4,
    days: 4,
    limit: 120,
  },
]

/** The part of Melhor Envio that says what a parcel costs: dearer the heavier it is and the farther it goes. It knows one token. */
export function melhorEnvioRoutes(world: Pick<World, 'faults' | 'signal'>): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  for (const scope of ['all', 'send'] as const)
    routes.use(
      '*',
      requestFaults({
        provider: 'melhor_envio',
        scope,
        faults: world.faults,
        signal: world.signal,
        refuse: (status) => Response.json({ message: 'Server Error' }, { status }),
      }),
    )
  routes.post('/api/v2/me/shipment/calculate', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${demoMelhorEnvio.token}`)
      return context.json({ message: 'Unauthenticated.' }, 401)
    const wish = await context.req.json<Wish>()
    const [from, to] = [wish.from?.postal_code ?? '', wish.to?.postal_code ?? '']
    if (!/^\d{8}$/.test(from) || !/^\d{8}$/.test(to))
      return context.json(
        { message: 'The given data was invalid.', errors: { 'to.postal_code': ['invalid'] } },
        422,
      )
    const weight = wish.package?.weight ?? 0
    const far = Math.abs(Number(from.slice(0, 2)) - Number(to.slice(0, 2)))
    return context.json(
      services.map(({ base, perKg, days, limit, ...service }) => {
        if (weight > limit) return { ...service, error: 'Peso excede o limite do serviço.' }
        const insured = (wish.options?.insurance_value ?? 0) * 0.01
        const price = (base + perKg * weight + far * 0.35 + insured).toFixed(2)
        const max = days + Math.ceil(far / 20)
        return {
          ...service,
          price,
          custom_price: price,
          discount: '0.00',
          currency: 'R$',
          delivery_time: max,
          delivery_range: { min: max - 1, max },
          custom_delivery_time: max,
          custom_delivery_range: { min: max - 1, max },
        }
      }),
    )
  })
  return routes
}
