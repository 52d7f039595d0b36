import { randomUUID } from 'node:crypto'
import type { CarrierService } from '../../../supabase/functions/_shared/commerce/carriers/carrier.ts'
import type { Cart, CarrierAsk } from '../../../supabase/functions/_shared/commerce/shop-service.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }

/** What connect-carrier does at last; answers the id of the account. */
export async function connectCarrier(
  session: Session,
  {
    as = 'admin@aurora.test' as Email,
    provider = 'melhor_envio',
    cep = '05435040',
    extra = [0, 0] as [number, number],
    credentials = sealed as object,
  } = {},
): Promise<string> {
  const id = randomUUID()
  await session.asUser(
    as,
    (sql) =>
      sql`select app.connect_carrier(${aurora.id}, ${id}, ${provider}, ${cep}, ${extra[0]}, ${extra[1]}, 'ora1', ${sql.json(credentials as never)})`,
  )
  return id
}

export const carriersToAsk = (session: Session, cart: Cart, ip: string = randomUUID()) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ asks: CarrierAsk[] }[]>`
      select app.carriers_to_ask('aurora', ${sql.json(cart as never)}, ${ip}) as asks`
    return row!.asks
  })

export const keepQuote = (
  session: Session,
  { id, to, grams, cents }: Pick<CarrierAsk, 'id' | 'to' | 'grams' | 'cents'>,
  services: CarrierService[] | null,
) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ kept: boolean }[]>`
      select app.keep_shipping_quote(${aurora.id}, ${id}, ${to}, ${grams}, ${cents}, ${services && sql.json(services as never)}) as kept`
    return row!.kept
  })
