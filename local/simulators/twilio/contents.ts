/** A message template of the Content API. */
export interface Content {
  sid: string
  name: string
  body: string
  variables: Record<string, string>
  category: 'UTILITY' | 'MARKETING'
  status: 'approved' | 'pending' | 'rejected' | 'paused'
}

const contents: readonly Content[] = [
  {
    sid: 'HX00000000000000000000000000000001',
    name: 'lembrete_sessao',
    body: 'Olá, {{1}}! Lembramos da sua sessão em {{2}}. Podemos confirmar?',
    variables: { '1': 'Ana', '2': '10/09 às 15h' },
    category: 'UTILITY',
    status: 'approved',
  },
  {
    sid: 'HX00000000000000000000000000000002',
    name: 'retomar_conversa',
    body: 'Olá, {{1}}! Aqui é da clínica. Podemos continuar a nossa conversa?',
    variables: { '1': 'Ana' },
    category: 'UTILITY',
    status: 'approved',
  },
  {
    sid: 'HX00000000000000000000000000000003',
    name: 'campanha_primavera',
    body: 'Olá, {{1}}! Novos horários nesta primavera.',
    variables: { '1': 'Ana' },
    category: 'MARKETING',
    status: 'pending',
  },
]

/** A template that may be sent. */
export const findContent = (sid: string): Content | undefined =>
  contents.find((content) => content.sid === sid && content.status === 'approved')

/** The text of a template with its variables filled in. */
export const renderContent = (content: Content, variables: Record<string, string>): string =>
  content.body.replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => variables[name] ?? content.variables[name] ?? '',
  )

/** The answer of `GET /v1/ContentAndApprovals`. */
export function contentsPage(accountSid: string, base: string): Record<string, unknown> {
  const url = `${base}/v1/ContentAndApprovals?PageSize=50&Page=0`
  const rows = contents.map((content) => ({
    sid: content.sid,
    account_sid: accountSid,
    friendly_name: content.name,
    language: 'pt_BR',
    variables: content.variables,
    types: { 'twilio/text': { body: content.body } },
    approval_requests: {
      name: content.name,
      category: content.category,
      content_type: 'twilio/text',
      status: content.status,
      rejection_reason: '',
      allow_category_change: true,
    },
    date_created: '2026-01-05T12:00:00Z',
    date_updated: '2026-01-05T12:00:00Z',
  }))
  const meta = {
    page: 0,
    page_size: 50,
    first_page_url: url,
    previous_page_url: null,
    url,
    next_page_url: null,
  }
  return { contents: rows, meta: { ...meta, key: 'contents' } }
}
