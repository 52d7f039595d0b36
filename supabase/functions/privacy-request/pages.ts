import { html, type Markup } from '../_shared/platform/html.ts'
import {
  requestKinds,
  type KnownPrivacyRequest,
  type PrivacyForm,
  type PrivacyPage,
  type SentPrivacyForm,
} from '../_shared/trust/privacy-service.ts'
import { privacyKindWords } from '../_shared/trust/privacy-words.ts'

/** Where the web server of the app serves this function. */
const base = '/seus-dados'

type Field = keyof PrivacyForm

/** What a form holds that is shown again. */
export interface FormState {
  form: string
  typed: Partial<PrivacyForm>
  problems: readonly Field[]
  note: string | null
}

const problemsInWords: Record<Field, string> = {
  full_name: 'Escreva seu nome e sobrenome, sem links.',
  email: 'Escreva um e-mail seu, como nome@exemplo.com.',
  phone: 'Escreva o número com DDD, ou deixe em branco.',
  cpf: 'Este CPF não confere. Corrija ou deixe em branco.',
  birth_date: 'Escreva uma data de nascimento que existe, ou deixe em branco.',
  for_other: '',
  acts_for: 'Escreva o nome de quem você representa.',
  kind: 'Escolha o que você pede.',
  details: 'Conte o que está errado ou a que você se opõe.',
  declared: 'Para enviar é preciso confirmar isto.',
}

function frame(title: string, clinicName: string | null, content: Markup): Markup {
  return html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}${clinicName && ` · ${clinicName}`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${base}/page.css" />
      <script src="${base}/page.js" defer></script>
    </head>
    <body>
      ${
        clinicName &&
        html`<header>
          <p><strong>${clinicName}</strong></p>
        </header>`
      }
      <main>${content}</main>
    </body>
  </html>`
}

/** A page that only says something. */
export const messagePage = (title: string, text: string): Markup =>
  frame(
    title,
    null,
    html`<h1>${title}</h1>
      <p class="lines">${text}</p>`,
  )

const noHealth = 'Não escreva sobre a sua saúde aqui: não é preciso.'

/** The form. What was typed stands there again, with what is wrong beside it. */
export function formPage(
  clinic: Extract<PrivacyPage, { state: 'open' }>,
  slug: string,
  { form, typed, problems, note }: FormState,
): Markup {
  const isWrong = (key: Field) => problems.includes(key)
  const marks = (name: string, key: Field, help?: string) => html`
    ${(isWrong(key) || help) && html`aria-describedby="${name}-ajuda"`}
    ${isWrong(key) && html`aria-invalid="true"`}
  `
  const below = (name: string, key: Field, help?: string) =>
    isWrong(key)
      ? html`<p class="wrong" id="${name}-ajuda">${problemsInWords[key]}</p>`
      : help && html`<p class="muted" id="${name}-ajuda">${help}</p>`
  const input = (
    name: string,
    label: string,
    key: 'full_name' | 'email' | 'phone' | 'cpf' | 'birth_date' | 'acts_for',
    attributes: Markup,
    help?: string,
  ) =>
    html`<div class="field">
      <label for="${name}">${label}</label>
      <input
        id="${name}"
        name="${name}"
        value="${typed[key] ?? ''}"
        ${attributes}
        ${marks(name, key, help)}
      />
      ${below(name, key, help)}
    </div>`
  const title = problems.length > 0 ? 'Confira o seu pedido' : 'Pedido sobre os seus dados'
  return frame(
    title,
    clinic.clinic_name,
    html`<h1>${title}</h1>
      ${
        problems.length > 0 &&
        html`<p class="note bad" role="status">Falta pouco: confira o que está marcado abaixo.</p>`
      }
      ${note && html`<p class="note bad" role="status">${note}</p>`}
      ${clinic.intro && html`<p class="lines">${clinic.intro}</p>`}
      <p>
        A Lei Geral de Proteção de Dados (LGPD) dá a você o direito de saber o que a clínica guarda sobre você
        e de pedir cópia, correção ou eliminação. A resposta vem em até 15 dias.
      </p>
      <form method="post" action="${base}/${slug}">
        <input type="hidden" name="f" value="${form}" />
        <div class="field">
          <label for="pedido">O que você pede</label>
          <select id="pedido" name="pedido" required ${marks('pedido', 'kind')}>
            <option value="">Escolha…</option>
            ${requestKinds.map(
              (kind) =>
                html`<option value="${kind}" ${typed.kind === kind && html`selected`}>
                  ${privacyKindWords[kind]}
                </option>`,
            )}
          </select>
          ${below('pedido', 'kind')}
        </div>
        <div class="field">
          <label for="detalhes">Detalhes (opcional, menos para correção e oposição)</label>
          <textarea id="detalhes" name="detalhes" maxlength="2000" ${marks('detalhes', 'details', noHealth)}>
${typed.details ?? ''}</textarea>
          ${below('detalhes', 'details', noHealth)}
        </div>
        <h2>Quem pede</h2>
        ${input('nome', 'Seu nome completo', 'full_name', html`autocomplete="name" required maxlength="120"`)}
        ${input(
          'email',
          'Seu e-mail',
          'email',
          html`type="email" inputmode="email" autocomplete="email" required maxlength="254"`,
          'A confirmação e a resposta chegam por ele.',
        )}
        ${input('telefone', 'Telefone (opcional)', 'phone', html`type="tel" inputmode="tel" autocomplete="tel" maxlength="40"`)}
        ${input(
          'cpf',
          'CPF do titular dos dados (opcional)',
          'cpf',
          html`inputmode="numeric" autocomplete="off" maxlength="20"`,
          'Ajuda a clínica a achar o cadastro certo e a não entregar dados à pessoa errada.',
        )}
        ${input('nascimento', 'Data de nascimento do titular (opcional)', 'birth_date', html`type="date"`)}
        <label class="check"
          ><input type="checkbox" name="para" value="outra" ${typed.for_other && html`checked`} /><span
            >Peço em nome de outra pessoa (filho, tutelado, quem me deu procuração)</span
          ></label
        >
        ${input('titular', 'Nome de quem você representa', 'acts_for', html`autocomplete="off" maxlength="120"`, 'Só quando o pedido é em nome de outra pessoa.')}
        <div class="trap" aria-hidden="true">
          <label for="site">Deixe este campo vazio</label>
          <input id="site" name="site" tabindex="-1" autocomplete="off" />
        </div>
        <label class="check"
          ><input
            type="checkbox"
            name="declaro"
            value="1"
            required
            ${typed.declared && html`checked`}
            ${marks('declaro', 'declared')}
          /><span
            >Os dados são meus, ou de quem eu represento por lei, e o que escrevi é verdade.</span
          ></label
        >
        ${below('declaro', 'declared')}
        <p class="muted">
          O que você escreve aqui serve só para responder ao pedido. A clínica pode pedir um documento antes
          de entregar dados.
        </p>
        <button type="submit">Enviar pedido</button>
      </form>`,
  )
}

/** What stands there when a request has arrived. */
export const receivedPage = (sent: Extract<SentPrivacyForm, { state: 'received' }>): Markup =>
  frame(
    'Pedido recebido',
    sent.clinic_name,
    html`<h1>Pedido recebido</h1>
      <div class="card">
        <dl>
          <dt>Protocolo</dt>
          <dd><strong>${sent.protocol}</strong></dd>
          <dt>Resposta até</dt>
          <dd>${dayInWords(sent.due_on)}</dd>
        </dl>
      </div>
      <p class="note" role="status">
        Enviamos uma confirmação para ${sent.email}, com o link para acompanhar. Abra o link: assim a clínica
        sabe que o e-mail é seu.
      </p>
      <p class="muted">Se ela não chegar em alguns minutos, olhe no spam e guarde o protocolo.</p>`,
  )

const outcomes = {
  open: 'Em análise',
  done: 'Atendido',
  refused: 'Não atendido',
} as const

/** A request, for whoever has its link. */
export const requestPage = (request: Extract<KnownPrivacyRequest, { state: 'known' }>): Markup =>
  frame(
    'Seu pedido',
    request.clinic_name,
    html`<h1>Seu pedido</h1>
      <div class="card">
        <dl>
          <dt>Protocolo</dt>
          <dd><strong>${request.protocol}</strong></dd>
          <dt>Pedido</dt>
          <dd>${privacyKindWords[request.kind]}</dd>
          <dt>Recebido em</dt>
          <dd>${dayInWords(request.received_on)}</dd>
          <dt>${request.outcome === 'open' ? 'Resposta até' : 'Respondido em'}</dt>
          <dd>${dayInWords(request.answered_on ?? request.due_on)}</dd>
          <dt>Situação</dt>
          <dd>${outcomes[request.outcome]}</dd>
        </dl>
      </div>
      ${
        request.answer !== null &&
        html`<h2>Resposta da clínica</h2>
          <p class="lines">${request.answer}</p>
          <p class="muted">
            Se você não concorda, fale com a clínica. Você também pode reclamar à Autoridade Nacional de
            Proteção de Dados (ANPD).
          </p>`
      }`,
  )

/** "1 de dezembro de 2026". */
const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )
