import type { Fetch } from '../../../supabase/functions/_shared/platform/provider-http.ts'

export interface PlayedPayment {
  id: string
  customer: string
  value: number
  status: string
  deleted: boolean
  billingType: string
  externalReference: string
  invoiceUrl: string
  dueDate: string
  refunds: object[] | null
}

export interface PlayedCustomer {
  id: string
  name: string
  cpfCnpj: string
  externalReference?: string
  email?: string
  deleted: boolean
}

interface Asked {
  /** `POST /payments`, without what was asked for in the query. */
  call: string
  headers: Headers
  body: Record<string, unknown>
}

type Trouble = () => Response | Error

/** Asaas, played: what it has, what it was asked, and what goes wrong at which call. */
export function playAsaas() {
  let customers: PlayedCustomer[] = []
  let payments: PlayedPayment[] = []
  let webhooks: object[] = []
  let asked: Asked[] = []
  /** By call: answered in the place of the real answer, which has its effect when `after` is set. */
  let troubles = new Map<string, { answer: Trouble; after: boolean; times: number }>()
  let count = 0

  const list = (data: object[]) =>
    Response.json({ object: 'list', hasMore: false, totalCount: data.length, data })
  const found = (row: object | undefined) => (row ? Response.json(row) : new Response(null, { status: 404 }))

  function answer(call: string, id: string, query: URLSearchParams, body: Record<string, unknown>): Response {
    const payment = payments.find((one) => one.id === id)
    switch (call) {
      case 'GET /customers':
        return list(
          customers.filter(
            ({ cpfCnpj, externalReference, deleted }) =>
              !deleted &&
              [cpfCnpj, null].includes(query.get('cpfCnpj')) &&
              [externalReference, null].includes(query.get('externalReference')),
          ),
        )
      case 'GET /customers/:id':
        return found(customers.find((one) => one.id === id))
      case 'POST /customers': {
        const customer = { id: `cus_${++count}`, deleted: false, ...body } as PlayedCustomer
        customers.push(customer)
        return Response.json(customer)
      }
      case 'PUT /customers/:id':
        return Response.json(
          Object.assign(
            customers.find((one) => one.id === id)!,
            body,
          ),
        )
      case 'GET /payments':
        return list(
          payments.filter(
            ({ externalReference, deleted }) =>
              externalReference === query.get('externalReference') && !deleted,
          ),
        )
      case 'GET /payments/:id':
        return found(payment)
      case 'POST /payments': {
        const created = {
          id: `pay_${++count}`,
          status: 'PENDING',
          deleted: false,
          refunds: null,
          invoiceUrl: `https://asaas.test/i/${count}`,
          ...body,
        } as PlayedPayment
        payments.push(created)
        return Response.json(created)
      }
      case 'DELETE /payments/:id':
        if (payment?.status === 'RECEIVED')
          return refusal('invalid_action', 'Cobranças recebidas não podem ser removidas.')
        if (payment) payment.deleted = true
        return found(payment && { deleted: true, id })
      case 'GET /payments/:id/pixQrCode':
        if (payment?.status !== 'PENDING') return refusal('invalid_action', 'Não é possível gerar o QR Code.')
        return Response.json({
          success: true,
          encodedImage: 'iVBORw0KGgo=',
          payload: `000201${id}6304ABCD`,
          expirationDate: '2090-01-01 23:59:59',
        })
      case 'GET /webhooks':
        return list(webhooks)
      case 'POST /webhooks': {
        const webhook = { id: `hook_${++count}`, ...body }
        webhooks.push(webhook)
        return Response.json(webhook)
      }
      case 'PUT /webhooks/:id':
        return found(
          Object.assign(
            webhooks.find((one) => 'id' in one && one.id === id)!,
            body,
          ),
        )
      default:
        return new Response(null, { status: 404 })
    }
  }

  const fetch: Fetch = async (url, init) => {
    const { pathname, searchParams } = new URL(url)
    const [, , resource = '', id = '', part] = pathname.split('/')
    const call = `${init.method} /${[resource, ...(id ? [':id'] : []), ...(part ? [part] : [])].join('/')}`
    const body = JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>
    asked.push({ call, headers: new Headers(init.headers), body })
    await Promise.resolve()
    const trouble = troubles.get(call)
    if (!trouble || trouble.times === 0) return answer(call, id, searchParams, body)
    trouble.times -= 1
    if (trouble.after) answer(call, id, searchParams, body)
    const said = trouble.answer()
    if (said instanceof Error) throw said
    return said
  }

  return {
    fetch,
    get customers() {
      return customers
    },
    get payments() {
      return payments
    },
    /** What was asked, as `POST /payments`. */
    get calls() {
      return asked.map(({ call }) => call)
    },
    asked: (call: string) => asked.filter((one) => one.call === call),
    get webhooks() {
      return webhooks
    },
    setWebhooks(list: object[]) {
      webhooks = list
    },
    /** The call goes wrong without an effect, the next `times` times. */
    fails(call: string, answer: Trouble, times = Infinity) {
      troubles.set(call, { answer, after: false, times })
    },
    /** The call has its effect, and its answer is lost. */
    loses(call: string, answer: Trouble, times = 1) {
      troubles.set(call, { answer, after: true, times })
    },
    heals() {
      troubles = new Map()
    },
    reset() {
      customers = []
      payments = []
      webhooks = []
      asked = []
      troubles = new Map()
    },
  }
}

/** An error as Asaas words it. */
export function refusal(code: string, description: string, status = 400): Response {
  return Response.json({ errors: [{ code, description }] }, { status })
}
