import type {
  BookingClinic,
  BookingDay,
  BookingDays,
  BookingForm,
  BookingOffer,
  BookingOutcome,
  KnownBooking,
  OpenPage,
} from '../_shared/clinic/booking-service.ts'
import { orderPageAddress } from '../_shared/commerce/order-page-address.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import {
  dayInWords,
  hoursInWords,
  moneyInWords,
  untilInWords,
  phoneInWords,
  problemsInWords,
  zoneInWords,
} from './words.ts'

/** Where the web server of the app serves this function. */
export const base = '/agendar'

type Note = { tone?: 'bad' | 'warn'; text: string } | null

/** The frame of every page. */
function frame(title: string, clinicName: string | null, content: Markup): Markup {
  return html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}${clinicName && ` · ${clinicName}`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${base}/booking.css" />
      <script src="${base}/booking.js" defer></script>
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

const noteOf = (note: Note): Markup | null =>
  note && html`<p class="note ${note.tone ?? ''}" role="status">${note.text}</p>`

/** A page that only says something. */
export const messagePage = (title: string, text: string, clinicName: string | null = null): Markup =>
  frame(
    title,
    clinicName,
    html`<h1>${title}</h1>
      <p class="lines">${text}</p>`,
  )

const addressOf = (slug: string, query: Record<string, string>): string =>
  `${base}/${slug}?${new URLSearchParams(query).toString()}`

const detailOf = ({ type, minutes, is_online }: BookingOffer): string =>
  [type, `${minutes} min`, is_online ? 'online' : ''].filter(Boolean).join(' · ')

/** With whom, and for what. */
export function offersPage(clinic: OpenPage, slug: string): Markup {
  const groups = new Map<string, BookingOffer[]>()
  for (const offer of clinic.offers)
    groups.set(offer.therapist, [...(groups.get(offer.therapist) ?? []), offer])
  return frame(
    'Agende sua sessão',
    clinic.clinic_name,
    html`<h1>Agende sua sessão</h1>
      ${clinic.welcome_text && html`<p class="lines">${clinic.welcome_text}</p>`}
      ${
        groups.size === 0
          ? html`<p class="note warn">Não há nada para agendar online agora. Fale com a clínica.</p>`
          : html`<p class="muted">Escolha com quem e o tipo de sessão.</p>`
      }
      ${[...groups].map(
        ([therapist, offers]) =>
          html`<section class="card">
            <h2>${therapist}</h2>
            ${offers[0]?.council && html`<p class="muted">${offers[0].council}</p>`}
            <ul class="choices">
              ${offers.map(
                (offer) =>
                  html`<li>
                    <a class="choice" href="${addressOf(slug, { o: offer.id })}">
                      <b>${detailOf(offer)}</b>${offer.note && html`<br /><span>${offer.note}</span>`}
                    </a>
                  </li>`,
              )}
            </ul>
          </section>`,
      )}`,
  )
}

const noDays = html`<p class="note warn">Não há horários livres nas próximas semanas. Fale com a clínica.</p>`

/** The free times of an offer. */
export function slotsPage(
  clinic: OpenPage,
  offer: BookingOffer,
  slug: string,
  from: string | null,
  note: Note,
): Markup {
  const days = clinic.days ?? []
  return frame(
    'Escolha o horário',
    clinic.clinic_name,
    html`<p><a href="${base}/${slug}">Trocar profissional ou tipo</a></p>
      <h1>Escolha o horário</h1>
      ${noteOf(note)}
      <p>${offer.therapist} · ${detailOf(offer)}</p>
      <p class="muted">${zoneInWords(clinic.time_zone)}</p>
      ${days.length === 0 && noDays}
      ${days.map(({ day, slots }) => {
        const words = dayInWords(day)
        return html`<section>
          <h2 class="day">${words}</h2>
          <ul class="slots">
            ${slots.map(
              ({ at, time }) =>
                html`<li>
                  <a
                    href="${addressOf(slug, { o: offer.id, de: day, em: at })}"
                    aria-label="${time}, ${words}"
                    >${time}</a
                  >
                </li>`,
            )}
          </ul>
        </section>`
      })}
      <div class="row">
        ${from && html`<a class="button quiet" href="${addressOf(slug, { o: offer.id })}">Primeiros horários</a>`}
        ${
          clinic.next &&
          html`<a class="button quiet" href="${addressOf(slug, { o: offer.id, de: clinic.next })}"
            >Mais horários</a
          >`
        }
      </div>`,
  )
}

/** Times to choose one of, within a form. */
const slotFields = (days: readonly BookingDay[]): Markup =>
  html`${days.map(
    ({ day, slots }) =>
      html`<fieldset class="card">
        <legend class="when">${dayInWords(day)}</legend>
        <div class="slots">
          ${slots.map(
            ({ at, time }) =>
              html`<label><input type="radio" name="em" value="${at}" required />${time}</label>`,
          )}
        </div>
      </fieldset>`,
  )}`

/** What is shown beside a form: the token that names it, and what became of the one before. */
export interface FormState {
  token: string
  typed: Partial<BookingForm>
  problems: NonNullable<BookingOutcome['problems']>
  note: Note
  /** The day of the time that was chosen, and the time; null: it is chosen here, because it is somebody else's by now. */
  chosen: { day: string; at: string; time: string } | null
}

/** Who comes. */
export function formPage(
  clinic: OpenPage,
  offer: BookingOffer,
  slug: string,
  { token, typed, problems, note, chosen }: FormState,
): Markup {
  const wrong = Object.keys(problems).length > 0
  const field = (
    name: string,
    label: string,
    key: 'full_name' | 'social_name' | 'phone',
    attributes: Markup,
    help?: string,
  ): Markup => {
    const problem = problems[key] && problemsInWords[key]
    return html`<div class="field">
      <label for="${name}">${label}</label>
      <input
        id="${name}"
        name="${name}"
        value="${typed[key] ?? ''}"
        ${attributes}
        ${(problem || help) && html`aria-describedby="${name}-ajuda"`}
        ${problem && html`aria-invalid="true"`}
      />
      ${
        problem
          ? html`<p class="wrong" id="${name}-ajuda">${problem}</p>`
          : help && html`<p class="muted" id="${name}-ajuda">${help}</p>`
      }
    </div>`
  }
  return frame(
    wrong ? 'Confira os seus dados' : 'Seus dados',
    clinic.clinic_name,
    html`<p><a href="${addressOf(slug, { o: offer.id })}">Trocar o horário</a></p>
      <h1>Seus dados</h1>
      ${noteOf(wrong && !note ? { tone: 'bad', text: 'Falta pouco: confira o que está marcado abaixo.' } : note)}
      <div class="card">
        ${chosen && html`<p class="when">${dayInWords(chosen.day)}, ${chosen.time}</p>`}
        <p>${offer.therapist} · ${detailOf(offer)}</p>
        <p class="muted">${zoneInWords(clinic.time_zone)}</p>
      </div>
      <form method="post" action="${base}/${slug}">
        <input type="hidden" name="o" value="${offer.id}" />
        <input type="hidden" name="f" value="${token}" />
        ${
          chosen
            ? html`<input type="hidden" name="em" value="${chosen.at}" />
                <input type="hidden" name="de" value="${chosen.day}" />`
            : html`${slotFields(clinic.days ?? [])}${(clinic.days ?? []).length === 0 && noDays}`
        }
        ${field('nome', 'Nome completo', 'full_name', html`autocomplete="name" required maxlength="120"`)}
        ${field(
          'nome_social',
          'Nome social (opcional)',
          'social_name',
          html`maxlength="120"`,
          'Se você usa um, é por ele que vamos chamar você.',
        )}
        ${field(
          'telefone',
          'Celular com WhatsApp',
          'phone',
          html`type="tel" inputmode="tel" autocomplete="tel" required maxlength="40"`,
          'Com DDD, como (11) 98765-4321.',
        )}
        <div class="field">
          <label for="mensagem">Recado para a recepção (opcional)</label>
          <textarea id="mensagem" name="mensagem" maxlength="500" aria-describedby="mensagem-ajuda">
${typed.message ?? ''}</textarea>
          <p class="muted" id="mensagem-ajuda">A recepção lê. Não escreva nada sobre a sua saúde aqui.</p>
        </div>
        <div class="trap" aria-hidden="true">
          <label for="site">Deixe este campo vazio</label>
          <input id="site" name="site" tabindex="-1" autocomplete="off" />
        </div>
        ${
          clinic.asks_first_visit &&
          html`<label class="check"
            ><input type="checkbox" name="primeira" value="1" ${typed.first_visit && html`checked`} /><span
              >É a minha primeira vez nesta clínica</span
            ></label
          >`
        }
        ${
          clinic.privacy_text &&
          html`<details ${problems.accepted && html`open`}>
              <summary>Aviso de privacidade</summary>
              <p class="lines">${clinic.privacy_text}</p>
            </details>
            <label class="check"
              ><input
                type="checkbox"
                name="aceite"
                value="1"
                required
                ${typed.accepted && html`checked`}
                ${problems.accepted && html`aria-invalid="true" aria-describedby="aceite-ajuda"`}
              /><span>Li e aceito o aviso de privacidade</span></label
            >
            ${problems.accepted && html`<p class="wrong" id="aceite-ajuda">${problemsInWords.accepted}</p>`}`
        }
        <p class="muted">
          ${
            clinic.change_hours === 0
              ? 'Dá para remarcar ou desmarcar pelo link até o começo da sessão.'
              : `Dá para remarcar ou desmarcar pelo link até ${hoursInWords(clinic.change_hours)} antes.`
          }
        </p>
        <button type="submit">
          ${clinic.needs_approval ? 'Pedir este horário' : 'Confirmar agendamento'}
        </button>
      </form>`,
  )
}

const titles: Record<KnownBooking['state'], string> = {
  booked: 'Sessão agendada',
  requested: 'Pedido enviado',
  declined: 'A clínica não pôde atender neste horário',
  cancelled: 'Sessão desmarcada',
  over: 'Esta sessão já passou',
}

/** When, whom and where, as every page of a booking says it. */
function facts(booking: KnownBooking): Markup {
  return html`<div class="card">
    <p class="when">${dayInWords(booking.starts_local.slice(0, 10))}, ${booking.starts_local.slice(11)}</p>
    <dl>
      <dt>Com</dt>
      <dd>${booking.therapist}</dd>
      <dt>Sessão</dt>
      <dd>${booking.type}${booking.is_online && ' · online'}</dd>
      <dt>Para</dt>
      <dd><bdi>${booking.name}</bdi></dd>
      <dt>Horário</dt>
      <dd>${zoneInWords(booking.time_zone)}</dd>
    </dl>
  </div>`
}

/** How the confirmation goes, as far as it depends on the clinic; about the number nothing is told. */
function confirmation(booking: KnownBooking): Markup {
  const keep = 'Guarde o endereço desta página: é por ele que você vê, remarca ou desmarca.'
  return booking.cannot_tell === null
    ? html`<p class="note">
        A mensagem com os detalhes vai por WhatsApp para ${phoneInWords(booking.phone)}, se este número puder
        receber. ${keep}
      </p>`
    : html`<p class="note warn">
        A clínica não consegue enviar mensagem por WhatsApp agora, então não espere por uma. ${keep}
      </p>`
}

/** What is paid ahead, and where. */
function depositOf({ deposit, time_zone }: KnownBooking): Markup | false {
  if (deposit?.state === 'paid')
    return html`<p class="note">Sinal de ${moneyInWords(deposit.amount_cents)} pago. O horário é seu.</p>`
  return (
    deposit?.state === 'due' &&
    html`<div class="note warn">
      <p>
        Para garantir o horário, pague o sinal de
        <strong>${moneyInWords(deposit.amount_cents)}</strong>${
          deposit.expires_at && ` até ${untilInWords(deposit.expires_at, time_zone)}`
        }.
        Sem o pagamento o horário fica livre de novo; o sinal é descontado do valor da sessão.
      </p>
      <p><a class="button" href="${orderPageAddress('', deposit.clinic, deposit.key)}">Pagar o sinal</a></p>
    </div>`
  )
}

/** A booking, for whoever holds its link. */
export function bookingPage(booking: KnownBooking, token: string, isNew: boolean, note: Note): Markup {
  const own = `${base}/s/${token}`
  const stands = booking.state === 'booked' || booking.state === 'requested'
  return frame(
    titles[booking.state],
    booking.clinic_name,
    html`<h1>${titles[booking.state]}</h1>
      ${noteOf(note)}
      ${
        booking.state === 'requested' &&
        html`<p>O horário está reservado para você. A clínica ainda vai aceitar o pedido.</p>`
      }
      ${facts(booking)} ${stands && depositOf(booking)} ${stands && isNew && confirmation(booking)}
      ${
        stands &&
        html`<div class="row">
          ${
            booking.offers_intake &&
            html`<form method="post" action="${own}">
              <button name="acao" value="ficha">Preencher a ficha da primeira sessão</button>
            </form>`
          }
          <a class="button quiet" href="${own}/sessao.ics">Pôr no calendário</a>
          ${
            booking.may_change &&
            html`<a class="button quiet" href="${own}?mover=1">Remarcar</a>
              <a class="button quiet" href="${own}?desmarcar=1">Desmarcar</a>`
          }
        </div>`
      }
      ${
        stands &&
        !booking.may_change &&
        html`<p class="muted">
          Pelo link dá para remarcar ou desmarcar até ${hoursInWords(booking.change_hours)} antes. Agora, fale
          com a clínica.
        </p>`
      }
      ${!stands && booking.slug && html`<p><a href="${base}/${booking.slug}">Agendar outro horário</a></p>`}`,
  )
}

/** Another time for a booking. */
export const movePage = (booking: KnownBooking & Partial<BookingDays>, token: string, note: Note): Markup =>
  frame(
    'Remarcar',
    booking.clinic_name,
    html`<p><a href="${base}/s/${token}">Voltar sem mudar</a></p>
      <h1>Remarcar</h1>
      ${noteOf(note)}
      <p>Hoje a sessão está em:</p>
      ${facts(booking)}
      ${
        (booking.days ?? []).length === 0
          ? noDays
          : html`<form method="post" action="${base}/s/${token}">
              ${slotFields(booking.days ?? [])}
              <button name="acao" value="mover">Remarcar para o horário escolhido</button>
            </form>`
      }
      ${
        booking.next &&
        html`<p>
          <a class="button quiet" href="${base}/s/${token}?mover=1&amp;de=${booking.next}">Mais horários</a>
        </p>`
      }`,
  )

/** One question before a booking is cancelled. */
export const cancelPage = (booking: KnownBooking, token: string): Markup =>
  frame(
    'Desmarcar',
    booking.clinic_name,
    html`<h1>Desmarcar esta sessão?</h1>
      ${facts(booking)}
      <div class="row">
        <form method="post" action="${base}/s/${token}">
          <button name="acao" value="desmarcar">Sim, desmarcar</button>
        </form>
        <a class="button quiet" href="${base}/s/${token}">Não, manter</a>
      </div>`,
  )

/** Where a clinic that is closed sends whoever comes. */
export const closedPage = (clinic: BookingClinic): Markup =>
  messagePage(
    'O agendamento online está fechado',
    `Para marcar uma sessão, fale com ${clinic.clinic_name}.`,
    clinic.clinic_name,
  )
