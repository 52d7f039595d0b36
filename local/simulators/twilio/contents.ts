/** A message template of the Content API. */
export interface Content {
  sid: string
  name: string
  body: string
  /** What the clinic gave WhatsApp as examples. */
  variables: Record<string, string>
  /** Labels of quick replies below the text. */
  buttons?: readonly string[]
  /** A button that opens a page. */
  link?: { title: string; url: string }
  category: 'UTILITY' | 'MARKETING'
  status: 'approved' | 'pending'
}

/** What a clinic has written; the same in every account. Newest first, as Twilio lists them. */
const contents: readonly Content[] = [
  {
    sid: 'HX00000000000000000000000000000004',
    name: 'novos_horarios',
    body: 'Olá, {{1}}! Abrimos novos horários aos sábados. Quer que a gente reserve um para você?',
    variables: { '1': 'Ana' },
    category: 'MARKETING',
    status: 'pending',
  },
  {
    sid: 'HX00000000000000000000000000000005',
    name: 'sessao_online',
    body: 'Olá, {{1}}! Sua sessão online começa às {{2}}. Entre pelo botão abaixo.',
    variables: { '1': 'Ana', '2': '15h', '3': 'sala-ana' },
    link: { title: 'Entrar na sessão', url: 'https://sessao.horizonte.test/{{3}}' },
    category: 'UTILITY',
    status: 'approved',
  },
  {
    sid: 'HX00000000000000000000000000000003',
    name: 'pesquisa_satisfacao',
    body: 'Obrigado pela visita! De 1 a 5, como foi o seu atendimento? A sua resposta nos ajuda a melhorar.',
    variables: {},
    category: 'UTILITY',
    status: 'approved',
  },
  {
    sid: 'HX00000000000000000000000000000002',
    name: 'lembrete_consulta',
    body: 'Olá, {{1}}! Lembramos da sua consulta em {{2}}. Se precisar remarcar, responda esta mensagem.',
    variables: { '1': 'Ana', '2': '10/09, às 15h' },
    category: 'UTILITY',
    status: 'approved',
  },
  {
    sid: 'HX00000000000000000000000000000001',
    name: 'confirmacao_consulta',
    body: 'Olá, {{1}}! Sua consulta está marcada para {{2}}, às {{3}}. Podemos confirmar a sua presença?',
    variables: { '1': 'Ana', '2': '10/09', '3': '15h' },
    buttons: ['Confirmo', 'Preciso remarcar'],
    category: 'UTILITY',
    status: 'approved',
  },
]

/** A template that may be sent. */
export const findContent = (sid: string): Content | undefined =>
  contents.find((content) => content.sid === sid && content.status === 'approved')

/** The text of a template with its variables filled in; one that is not given goes out as its example. */
export const renderContent = (content: Content, variables: Record<string, string>): string =>
  content.body.replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => variables[name] ?? content.variables[name] ?? '',
  )

/** The answer of `GET /v1/ContentAndApprovals`, with the address of the next page where there is one. */
export function contentsPage(
  accountSid: string,
  base: string,
  query: URLSearchParams,
): Record<string, unknown> {
  const size = Math.max(1, Math.min(Number(query.get('PageSize') ?? 50), 500))
  const page = Number(query.get('Page') ?? 0)
  const token = query.get('PageToken')
  const start = contents.findIndex(({ sid }) => `DN${sid}` === token) + 1
  const rows = contents.slice(start, start + size)
  const last = rows.at(-1)?.sid
  const url = `${base}/v1/ContentAndApprovals`
  const address = (number: number, after?: string) =>
    `${url}?${new URLSearchParams({ PageSize: String(size), Page: String(number), ...(after ? { PageToken: `DN${after}` } : {}) })}`
  return {
    contents: rows.map((content) => contentAndApproval(accountSid, content)),
    meta: {
      page,
      page_size: size,
      first_page_url: address(0),
      previous_page_url: null,
      url: `${url}?${query}`,
      next_page_url: start + size < contents.length ? address(page + 1, last) : null,
      key: 'contents',
    },
  }
}

/** The kind of content, and what can be tapped in it. */
function formOf({ buttons, link }: Content): { type: string; actions?: object[] } {
  if (link) return { type: 'twilio/call-to-action', actions: [{ type: 'URL', ...link }] }
  if (!buttons) return { type: 'twilio/text' }
  const actions = buttons.map((title) => ({ title, id: title.toLowerCase().replaceAll(' ', '_') }))
  return { type: 'twilio/quick-reply', actions }
}

function contentAndApproval(accountSid: string, content: Content): Record<string, unknown> {
  const { name, body, category, status } = content
  const { type, actions } = formOf(content)
  return {
    sid: content.sid,
    account_sid: accountSid,
    friendly_name: name,
    language: 'pt_BR',
    variables: content.variables,
    types: { [type]: { body, ...(actions ? { actions } : {}) } },
    approval_requests: {
      name,
      category,
      content_type: type,
      status,
      rejection_reason: '',
      allow_category_change: true,
    },
    date_created: '2026-01-05T12:00:00Z',
    date_updated: '2026-01-05T12:00:00Z',
  }
}
