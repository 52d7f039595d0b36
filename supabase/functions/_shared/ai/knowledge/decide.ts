import { isAlike, plain, stemOf, termsOf, wordsOf, type Term } from './words.ts'

/** A chunk that the search found. */
export interface Hit {
  chunk_id: string
  document_id: string
  kind: string
  title: string
  heading: string
  text: string
  tokens: number
  vector: number[]
  score: number
}

/** Part of a document that speaks of the question. */
export interface Passage {
  chunk_id: string
  document_id: string
  kind: string
  title: string
  heading: string
  text: string
  /** How much of the question it speaks of, from 0 to 1. */
  coverage: number
}

/** A document that an answer rests on. */
export interface Source {
  document_id: string
  title: string
  kind: string
}

/** `answer` from the passages, or a person has to: the clinic has not written it down, or it is for who treats. */
export interface Decision {
  outcome: 'answer' | 'human'
  reason: 'found' | 'not_found' | 'clinical'
  sources: Source[]
  passages: Passage[]
}

/** How much of a question its best passage has to speak of. */
const enough = 0.62
/** What a word counts that only the other paragraphs of the chunk hold. */
const nearby = 0.3
const mostSources = 3
const mostPassages = 4

/** What the answer of a question has to hold, by how it is asked. */
const expectations: readonly { asked: RegExp; held: RegExp }[] = [
  {
    asked:
      /\b(quanto (custa|e\b|sai|fica|pago|vou pagar|cobra|esta|vale|preciso pagar|tenho que pagar)|(qual|quais) (o |os |e o )?(preco|valor|custo|mensalidade|taxa)|que (preco|valor)|preco d[aoe]|valor d[aoe])/,
    held: /r\$|\bgratuit|\bgratis\b|\bsem custo|\bmetade\b|\bintegral|\bcortesia|\bmesmo (preco|valor)|\bcustam? o mesmo|\d ?%|\breais\b|\ba combinar\b/,
  },
  {
    asked: /\b(a )?que horas\b|\bqua(l|is) (o |os |e o )?(ultimo )?horarios?\b|\bate que horas\b/,
    held: /\d ?(h\b|:\d|horas?\b)|\bminutos\b|\bmeio.dia\b|\b(dia|noite) (todo|inteir)/,
  },
  {
    asked: /\bquanto tempo\b|\bquanto demora/,
    held: /\d|\b(uma?|duas|dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|trinta|quarenta|cinquenta|sessenta|noventa|cem)\b/,
  },
  { asked: /\bcnpj\b/, held: /\d{2}\.?\d{3}\.?\d{3}/ },
  { asked: /\bquantos anos\b/, held: /\banos\b|\bidade\b/ },
  {
    asked: /\b(que|quais) dias?\b|\bquando\b.*\b(abre|atende|tem|chega|funciona|comeca)/,
    held: /\d|\b(segunda|terca|quarta|quinta|sexta|sabado|domingo|dia|dias|mes)\b/,
  },
  { asked: /\b(telefone|numero de contato|whatsapp da|e-?mail)\b/, held: /\d{4}|@|\bligue\b|\bnumero\b/ },
]

const ill =
  'dor|dores|doi|doendo|inchad[oa]|inchaco|inflama|sintoma|sangr|formiga|travad[oa]|travou|tontura|enjoo|febre|pressao|ciatic|hernia|lesao|torci|torcao|ferida|crise|ansiedade|depress|insonia|panico'
/** Only who treats may say: medicines, exercises against a complaint, what somebody has. */
const clinical: readonly RegExp[] = [
  /\b(tomar|tomo|toma|tomando|usar|passar|aplicar|suspender|parar (de|com)|dose|dosagem)\b.*\b(remedio|medic|relaxante|anti.?inflam|analgesic|dipirona|paracetamol|ibuprofeno|dorflex|antibiotic|ansiolitic|antidepressiv|calmante|pomada|compressa|gelo|corticoide|insulina|suplement|comprimid|vitamina|cha\b)/,
  /\b(remedio|medicamento|relaxante|anti.?inflamatorio|analgesico|pomada|antidepressivo|calmante)\b.*\b(posso|devo|pra|para|bom|indica|recomenda|tomar|faz)/,
  new RegExp(
    `\\b(exercicios?|alongamentos?|treino|postura)\\b.*\\b(pra|para|contra|na|no|com)\\b.*\\b(${ill}|coluna|joelho|ombro|lombar|costas|pescoco|quadril|tornozelo)`,
  ),
  new RegExp(
    `\\b(o que|que|como)\\b.*\\b(faco|fazer|alivi\\w*|melhor\\w*|trat[aoe]\\w*|tomo|cur\\w*)\\b.*\\b(${ill})`,
  ),
  new RegExp(
    `\\b(estou|to|sinto|sentindo|tenho|meu|minha)\\b.*\\b(${ill})\\b.*\\b(normal|grave|pode ser|o que|devo|faco|melhor|sera|preocup)`,
  ),
  /\b(e normal|e grave|sera que (eu )?(e|tenho|estou)|o que (eu )?(tenho|pode ser)|devo me preocupar|e perigoso)\b/,
  /\b(diagnostic|interpreta|o que (diz|significa))\w*\b.*\b(exame|laudo|ressonancia|raio|resultado)/,
  /\b(qual|que|quais) (o )?(exercicio|remedio|medicamento|tratamento)s?\b.*\b(faco|fazer|tomo|tomar|bom|melhor|indica)/,
]

/** Whether only somebody who treats may answer. */
export function isClinical(question: string): boolean {
  const text = plain(question)
  return clinical.some((pattern) => pattern.test(text))
}

/** A part of a chunk that is read by itself: a paragraph, a list, a row of a table with its head. */
interface Part {
  hit: Hit
  place: number
  heading: string
  text: string
  plain: string
  stems: Set<string>
  context: Set<string>
}

const stemsOf = (text: string) => new Set(wordsOf(text).map(stemOf))

function partsOf(hit: Hit, place: number): Part[] {
  const parts: Part[] = []
  let heading = hit.heading
  const add = (text: string) =>
    parts.push({
      hit,
      place,
      heading,
      text,
      plain: plain(text),
      stems: stemsOf(text),
      context: stemsOf(heading),
    })
  let lead = ''
  for (const block of hit.text.split(/\n{2,}/)) {
    if (block.startsWith('## ')) {
      heading = [hit.heading, block.slice(3)].filter((part) => part !== '').join(' › ')
      continue
    }
    const lines = block.split('\n')
    if (lines.length > 2 && lines[0]!.trimStart().startsWith('|')) {
      for (const row of lines.slice(2)) add([lines[0], lines[1], row].join('\n'))
      lead = ''
    } else if (/^\s*(?:[-*+•]|\d+[.)])\s/.test(lines[0]!) && lead.endsWith(':')) {
      parts.pop()
      add(`${lead}\n\n${block}`)
      lead = ''
    } else {
      add(block)
      lead = block
    }
  }
  return parts
}

const counted = /\bquant[ao]s ([a-z]{3,})/
const numbered =
  /(?:\d|\b(?:uma?|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|trinta|quarenta|cinquenta|sessenta|noventa|cem|nenhuma?|vari[ao]s)) ?([a-z]+)/g

/** Of a question for a number of things: whether a number stands just before them. */
function counts(question: string, part: Part): boolean {
  const [, noun] = counted.exec(question) ?? []
  if (noun === undefined) return true
  const stem = stemOf(noun)
  return [...part.plain.matchAll(numbered)].some(
    ([, next = '']) => isAlike(stemOf(next), stem) || isUnit(noun, next),
  )
}

const units = /^(segundo|minuto|hora|h|dia|semana|mes|meses|ano|trimestre|semestre)s?$/
/** Times are told in whatever unit fits. */
const isUnit = (asked: string, said: string) => units.test(asked) && units.test(said)

const hasStem = (stems: ReadonlySet<string>, stem: string) => {
  if (stems.has(stem)) return true
  if (/^\d/.test(stem)) return false
  for (const each of stems) if (isAlike(each, stem)) return true
  return false
}

/** How well a part speaks of a word: 1 in its own words, less in others or where only its headings do. */
function heldBy(term: Term, part: Part): number {
  if (hasStem(part.stems, term.stem)) return 1
  const inHeading = hasStem(part.context, term.stem)
  const isSaid = (stems: ReadonlySet<string>) =>
    term.others.some((phrase) => phrase.length > 0 && phrase.every((stem) => hasStem(stems, stem)))
  if (inHeading) return 0.95
  if (isSaid(part.stems)) return 0.85
  return isSaid(part.context) ? 0.75 : 0
}

/**
 * Decides from what the search found whether the clinic has written the answer down. The passages are weighed by how much of
 * the question they speak of; a question for an amount, an hour or a number needs a passage that holds one.
 */
export function decide(question: string, hits: readonly Hit[]): Decision {
  const nothing = (reason: 'not_found' | 'clinical'): Decision => ({
    outcome: 'human',
    reason,
    sources: [],
    passages: [],
  })
  if (isClinical(question)) return nothing('clinical')
  const terms = termsOf(question)
  const parts = hits.flatMap(partsOf)
  if (terms.length === 0 || parts.length === 0) return nothing('not_found')

  const asked = plain(question)
  const wanted = expectations.filter((each) => each.asked.test(asked))
  const around = parts.map((part) => terms.map((term) => heldBy(term, part)))
  const held = around.map((each) => [...each])
  // a paragraph goes on with what the ones around it say
  for (const [at, part] of parts.entries()) {
    for (const each of terms.keys()) {
      if (held[at]![each]! > 0) continue
      if (parts.some((other, place) => other.hit === part.hit && around[place]![each]! > 0))
        held[at]![each] = nearby
    }
  }
  // what few passages speak of tells them apart
  const rarity = terms.map((term, at) => {
    const count = around.filter((each) => each[at]! > 0).length
    return term.weight * Math.log(1 + parts.length / (1 + count))
  })
  const sum = (weights: readonly number[], values: readonly number[]) =>
    weights.reduce((total, weight, at) => total + weight * values[at]!, 0)
  const ones = terms.map(() => 1)
  const allWeights = sum(
    terms.map(({ weight }) => weight),
    ones,
  )
  const allRarity = sum(rarity, ones)

  const weighed = parts
    .map((part, at) => {
      const coverage =
        sum(
          terms.map(({ weight }) => weight),
          held[at]!,
        ) / allWeights
      const isOfItsKind =
        wanted.every((each) => each.held.test(part.plain)) &&
        counts(asked, part) &&
        terms.every(({ isName }, each) => !isName || around[at]![each]! > 0)
      const weight = allRarity > 0 ? sum(rarity, held[at]!) / allRarity : 0
      return {
        part,
        coverage,
        isOfItsKind,
        rank: (0.5 * coverage + 0.5 * weight) * (isOfItsKind ? 1 : 0.6) - 0.002 * part.place,
      }
    })
    .sort((a, b) => b.rank - a.rank)
  const best = weighed[0]!
  if (!best.isOfItsKind || best.coverage < enough) return nothing('not_found')

  const kept = weighed.filter(
    ({ rank, isOfItsKind, coverage }, at) =>
      at < mostPassages && isOfItsKind && rank >= 0.8 * best.rank && coverage >= 0.75 * best.coverage,
  )
  const sources = new Map<string, Source>()
  for (const { part } of kept)
    if (sources.size < mostSources)
      sources.set(part.hit.document_id, {
        document_id: part.hit.document_id,
        title: part.hit.title,
        kind: part.hit.kind,
      })
  return {
    outcome: 'answer',
    reason: 'found',
    sources: [...sources.values()],
    passages: kept
      .filter(({ part }) => sources.has(part.hit.document_id))
      .map(({ part, coverage }) => ({
        chunk_id: part.hit.chunk_id,
        document_id: part.hit.document_id,
        kind: part.hit.kind,
        title: part.hit.title,
        heading: part.heading,
        text: part.text,
        coverage: Math.round(coverage * 100) / 100,
      })),
  }
}
