import type {
  ChatMessage,
  ChatProblems,
  ChatTyped,
  ShopChat,
  ShopFrame,
} from '../_shared/commerce/shop-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { noteOf, type Note } from './cart-pages.ts'
import { chatAddress } from './chat.ts'
import { frame, moment } from './frame.ts'

/** Beside what the pages of the shop have. */
export const chatStyle = `
.talk{display:grid;gap:.75rem;max-width:40rem;margin:1rem 0}
.talk li{max-width:85%;justify-self:start;background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:.625rem .875rem}
.talk li.own{justify-self:end;background:var(--soft)}
.talk p{margin:0}
.talk .muted{font-size:.8125rem}
.write{max-width:40rem}
`

/** What somebody accepts who writes. */
export const chatNotice = ({ clinic, legal_name }: ShopFrame): string =>
  `O que você escreve aqui, seu nome e seu telefone vão para ${legal_name} (${clinic}), que os usa para responder você. A resposta pode vir de uma pessoa da equipe ou de um assistente virtual. A conversa fica neste navegador por 30 dias depois da última mensagem. Não é um canal de urgência. Você pode pedir seus dados, ou que sejam apagados, pelos contatos no fim desta página.`

export interface ChatState {
  token: string
  typed: ChatTyped
  problems: ChatProblems
  note: Note
}

const wrongWords: Record<keyof ChatProblems, Partial<Record<string, string>>> = {
  text: { required: 'Escreva a mensagem.', too_long: 'A mensagem pode ter até 2.000 caracteres.' },
  full_name: { required: 'Escreva seu nome.', invalid: 'Escreva seu nome, com 2 a 120 letras.' },
  phone: {
    required: 'Escreva um telefone com DDD.',
    invalid: 'Escreva um telefone com DDD, como (11) 98765-4321.',
  },
  accepted: { required: 'Para escrever, aceite o aviso de privacidade.' },
}

/** The chat of one browser with the clinic: what was said in it, and a form; whoever is new says who they are. */
export function chatPage(
  shop: ShopFrame,
  chat: ShopChat | null,
  { token, typed, problems, note }: ChatState,
): Markup {
  const problemOf = (key: keyof ChatProblems) => wrongWords[key][problems[key] ?? '']
  const help = (id: string, key: keyof ChatProblems) => {
    const problem = problemOf(key)
    return problem && html`<p class="wrong" id="${id}-ajuda">${problem}</p>`
  }
  const described = (id: string, key: keyof ChatProblems) =>
    problemOf(key) && html`aria-invalid="true" aria-describedby="${id}-ajuda"`
  return frame(
    shop,
    {
      title: `Fale com a clínica · ${shop.clinic}`,
      description: shop.clinic,
      address: chatAddress(shop.slug),
      script: true,
    },
    html`<h1>Fale com a clínica</h1>
      ${noteOf(note)}
      ${chat ? said(shop, chat) : html`<p>Escreva sua mensagem: a resposta aparece nesta página.</p>`}
      <form class="write" method="post" action="${chatAddress(shop.slug)}">
        <input type="hidden" name="f" value="${token}" />
        ${
          !chat &&
          html`<div class="field">
              <label for="nome">Seu nome</label>
              <input
                id="nome"
                name="nome"
                value="${typed.full_name}"
                autocomplete="name"
                required
                maxlength="120"
                ${described('nome', 'full_name')}
              />
              ${help('nome', 'full_name')}
            </div>
            <div class="field">
              <label for="telefone">Telefone com DDD</label>
              <input
                id="telefone"
                name="telefone"
                type="tel"
                inputmode="tel"
                value="${typed.phone}"
                autocomplete="tel"
                required
                maxlength="40"
                ${described('telefone', 'phone')}
              />
              ${help('telefone', 'phone')}
            </div>`
        }
        <div class="field">
          <label for="mensagem">Mensagem</label>
          <textarea
            id="mensagem"
            name="mensagem"
            rows="4"
            required
            maxlength="2000"
            ${described('mensagem', 'text')}
          >
${typed.text}</textarea>
          ${help('mensagem', 'text')}
        </div>
        <div class="trap" aria-hidden="true">
          <label for="site">Deixe este campo vazio</label>
          <input id="site" name="site" tabindex="-1" autocomplete="off" />
        </div>
        ${
          !chat &&
          html`<p class="muted">${chatNotice(shop)}</p>
            <label class="check"
              ><input
                type="checkbox"
                name="aceite"
                value="1"
                required
                ${typed.accepted && html`checked`}
                ${described('aceite', 'accepted')}
              /><span>Li e aceito o aviso de privacidade</span></label
            >
            ${help('aceite', 'accepted')}`
        }
        <button>Enviar</button>
      </form>`,
  )
}

function said(shop: ShopFrame, { full_name, messages }: ShopChat): Markup {
  const names: Record<ChatMessage['by'], string> = {
    visitor: full_name,
    clinic: shop.clinic,
    machine: `${shop.clinic}, resposta automática`,
  }
  const waits = messages.at(-1)?.by === 'visitor'
  return html`<p>
      ${waits ? 'Sua mensagem chegou. A resposta aparece aqui.' : 'A clínica respondeu.'}
      <a href="${chatAddress(shop.slug)}">Atualizar</a>
    </p>
    <ul class="talk" aria-label="Conversa">
      ${messages.map(
        ({ by, body, at_local }) =>
          html`<li ${by === 'visitor' && html`class="own"`}>
            <p class="muted">${names[by]} · ${moment(at_local)}</p>
            <p class="lines">${body}</p>
          </li>`,
      )}
    </ul>`
}
