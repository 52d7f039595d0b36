import type { OpenReview, SentReview } from '../_shared/commerce/order-page-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'

/** What somebody wrote, so that nobody writes it twice. */
interface Draft {
  stars: string
  body: string
}

const problems: Partial<Record<SentReview, string>> = {
  no_stars: 'Escolha de uma a cinco estrelas.',
  too_long: 'O texto é longo demais: até 1.000 letras.',
  has_link: 'Escreva sem endereços de páginas.',
}

const scale = ['Muito ruim', 'Ruim', 'Razoável', 'Bom', 'Muito bom']

/** Where a buyer says what they think of something that they have. */
export function reviewForm(
  review: Extract<OpenReview, { state: 'open' }>,
  back: string,
  draft: Draft = { stars: '', body: '' },
  outcome: SentReview | null = null,
): Markup {
  const problem = outcome && problems[outcome]
  return html`<p><a href="${back}">Voltar ao pedido</a></p>
    <h1>O que você achou?</h1>
    <p><strong>${review.name}</strong></p>
    ${problem && html`<p class="note bad" role="alert">${problem}</p>`}
    <form method="post">
      <fieldset class="stars">
        <legend>Sua nota</legend>
        ${scale
          .map(
            (words, index) =>
              html`<label class="check"
                ><input
                  type="radio"
                  name="estrelas"
                  value="${index + 1}"
                  required
                  ${draft.stars === String(index + 1) && { markup: 'checked' }}
                />
                <span>${'★'.repeat(index + 1)} ${words}</span></label
              >`,
          )
          .reverse()}
      </fieldset>
      <div class="field">
        <label for="texto">O que você diria a quem pensa em comprar? (opcional)</label>
        <textarea id="texto" name="texto" maxlength="1000" rows="5" aria-describedby="texto-ajuda">
${draft.body}</textarea>
        <p class="muted" id="texto-ajuda">
          Não conte nada da sua saúde: o texto é público. Ele aparece como de ${review.shown_name}, depois que
          ${review.clinic} o lê.
        </p>
      </div>
      <p class="trap" aria-hidden="true">
        <label>Não preencha <input name="site" tabindex="-1" autocomplete="off" /></label>
      </p>
      <button>Enviar avaliação</button>
    </form>`
}

/** After it was sent, and for whoever comes again. */
export const reviewSent = (back: string): Markup =>
  html`<h1>Obrigado!</h1>
    <p>Sua avaliação chegou. Ela aparece na loja depois que a clínica a lê.</p>
    <p><a class="button" href="${back}">Voltar ao pedido</a></p>`

/** Beside the style of the page. */
export const reviewStyle = `
.stars{border:0;padding:0;margin:1rem 0}
.stars legend{font-weight:600;padding:0}
.stars .check{margin:.25rem 0;min-height:2.5rem;align-items:center}
`
