import { z } from 'zod'
import { exchange, type Fetch } from '../platform/provider-http.ts'

/** What the post office knows of a CEP; a small town has one for all its streets, and then no street. */
export interface CepAddress {
  street: string
  district: string
  city: string
  state: string
}

/** `unavailable`: nobody answered in time, or not in words that we know. */
export type CepAnswer =
  { outcome: 'found'; address: CepAddress } | { outcome: 'unknown' | 'unavailable'; address: null }

export type LookUpCep = (cep: string) => Promise<CepAnswer>

/** Somebody fills in a form meanwhile, and types the address when this takes longer. */
const timeoutMs = 3_000
/** Addresses change seldom, and an isolate does not live long. */
const mostKept = 500

const text = z.string().max(200).default('')
const known = z.object({
  logradouro: text,
  bairro: text,
  localidade: z.string().min(1).max(100),
  uf: z.string().regex(/^[A-Z]{2}$/),
})
const unknown = z.object({ erro: z.union([z.literal(true), z.literal('true')]) })

/** Asks ViaCEP, or a stand-in at `url`, for the address of a CEP of eight digits. Never throws. */
export function createCepLookUp({ fetch, url }: { fetch: Fetch; url: string }): LookUpCep {
  const kept = new Map<string, CepAnswer>()
  return async (cep) => {
    const before = kept.get(cep)
    if (before) return before
    const answer = read(
      await exchange(fetch, {
        method: 'GET',
        url: `${url}/ws/${cep}/json/`,
        headers: { accept: 'application/json' },
        timeoutMs,
      }),
    )
    if (answer.outcome !== 'unavailable' && kept.size < mostKept) kept.set(cep, answer)
    return answer
  }
}

function read(answer: Awaited<ReturnType<typeof exchange>>): CepAnswer {
  if (answer.kind !== 'answer' || answer.status !== 200) return { outcome: 'unavailable', address: null }
  const found = known.safeParse(answer.body)
  if (found.success) {
    const { logradouro, bairro, localidade, uf } = found.data
    return {
      outcome: 'found',
      address: { street: logradouro, district: bairro, city: localidade, state: uf },
    }
  }
  const isUnknown = unknown.safeParse(answer.body).success
  return { outcome: isUnknown ? 'unknown' : 'unavailable', address: null }
}
