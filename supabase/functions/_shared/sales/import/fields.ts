/** What can be imported; `app.import_kinds` says who may and how it is written. */
export const importKinds = [
  'patients',
  'contacts',
  'companies',
  'leads',
  'sessions',
  'records',
  'balances',
  'deals',
  'products',
] as const
export type ImportKind = (typeof importKinds)[number]

/** How a cell of a field is read. */
export type FieldType =
  | 'name'
  | 'phones'
  | 'emails'
  | 'cpf'
  | 'cnpj'
  | 'date'
  | 'line'
  | 'text'
  | 'tags'
  | 'cep'
  | 'state'
  | 'day'
  | 'time'
  | 'minutes'
  | 'status'
  | 'amount'
  | 'cents'
  | 'on'
  | 'member'
  | 'outcome'
  | 'product_kind'
  | 'sku'
  | 'barcode'
  | 'digits'
  | 'unit'
  | 'count'

/** A field that a column can feed. */
export interface ImportField {
  key: string
  type: FieldType
  /** Longest value that the database takes; of digits their number, of a count the highest. */
  most?: number
  /** Suggested by the heading of a column; the others are chosen by hand. */
  isSuggested?: boolean
  /** Several columns may feed it. */
  isMany?: boolean
}

const name: ImportField = { key: 'name', type: 'name', most: 120, isSuggested: true }
const phones: ImportField = { key: 'phones', type: 'phones', isSuggested: true, isMany: true }
const emails: ImportField = { key: 'emails', type: 'emails', isSuggested: true, isMany: true }
const notes: ImportField = { key: 'notes', type: 'text', most: 2000, isSuggested: true }
const lastName: ImportField = { key: 'last_name', type: 'line', most: 100 }
const line = (key: string, most: number, isSuggested = false): ImportField => ({
  key,
  type: 'line',
  most,
  isSuggested,
})

/** Whose a row is. */
const patient: readonly ImportField[] = [
  name,
  lastName,
  { key: 'cpf', type: 'cpf', isSuggested: true },
  phones,
  emails,
]
const day: ImportField = { key: 'day', type: 'day', isSuggested: true }

/** The fields of each kind, in the order in which they are offered. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  patients: [
    name,
    lastName,
    { key: 'cpf', type: 'cpf', isSuggested: true },
    phones,
    emails,
    { key: 'birth_date', type: 'date', isSuggested: true },
    notes,
    line('social_name', 120),
    { key: 'cep', type: 'cep' },
    line('street', 200),
    line('street_number', 20),
    line('complement', 100),
    line('district', 100),
    line('city', 100),
    { key: 'state', type: 'state' },
  ],
  contacts: [
    name,
    lastName,
    phones,
    emails,
    line('company', 120, true),
    line('job', 100),
    line('origin', 100, true),
    { key: 'tags', type: 'tags', isSuggested: true },
    notes,
  ],
  companies: [
    name,
    { key: 'cnpj', type: 'cnpj', isSuggested: true },
    phones,
    emails,
    line('city', 100, true),
    { key: 'state', type: 'state' },
    line('segment', 100),
    line('website', 200),
    notes,
  ],
  leads: [name, lastName, phones, emails, line('company', 120), line('origin', 100, true), notes],
  sessions: [
    ...patient,
    day,
    { key: 'time', type: 'time', isSuggested: true },
    { key: 'minutes', type: 'minutes', isSuggested: true },
    line('therapist', 120, true),
    { key: 'status', type: 'status', isSuggested: true },
    { ...notes, most: 500 },
  ],
  records: [
    ...patient,
    day,
    line('title', 120, true),
    line('therapist', 120, true),
    { ...notes, most: 60_000 },
  ],
  balances: [...patient, day, { key: 'amount', type: 'amount', isSuggested: true }, { ...notes, most: 300 }],
  deals: [
    line('title', 120, true),
    { key: 'value_cents', type: 'cents', isSuggested: true },
    line('stage', 60, true),
    name,
    lastName,
    phones,
    emails,
    line('company', 120, true),
    { key: 'cnpj', type: 'cnpj', isSuggested: true },
    { key: 'owner', type: 'member', isSuggested: true },
    { key: 'expected_on', type: 'on', isSuggested: true },
    { key: 'status', type: 'outcome', isSuggested: true },
    line('lost_reason', 60, true),
    { key: 'closed_on', type: 'on', isSuggested: true },
    { key: 'created_on', type: 'on', isSuggested: true },
    { ...notes, most: 4000 },
  ],
  products: [
    name,
    { key: 'sku', type: 'sku', isSuggested: true },
    { key: 'barcode', type: 'barcode', isSuggested: true },
    { key: 'kind', type: 'product_kind', isSuggested: true },
    line('category', 60, true),
    line('brand', 60, true),
    { key: 'price_cents', type: 'cents', isSuggested: true },
    { key: 'cost_cents', type: 'cents', isSuggested: true },
    { key: 'unit', type: 'unit', isSuggested: true },
    { key: 'stock', type: 'count', most: 1_000_000, isSuggested: true },
    { key: 'ncm', type: 'digits', most: 8, isSuggested: true },
    { key: 'cfop', type: 'digits', most: 4, isSuggested: true },
    { ...notes, most: 4000 },
  ],
}

/** Fields that are days. */
const dayTypes: ReadonlySet<FieldType> = new Set(['date', 'day', 'on'])
/** Whether a column that feeds this field holds days; own fields of the clinic are looked up in `custom`. */
export function isDayField(
  field: string | null,
  kind: ImportKind,
  custom: readonly { id: string; type: string }[] = [],
): boolean {
  if (field === null) return false
  if (field.startsWith('custom.'))
    return custom.some(({ id, type }) => type === 'date' && id === field.slice(7))
  return importFields[kind].some(({ key, type }) => key === field && dayTypes.has(type))
}

/** Words that say nothing in a heading. */
const fillers = new Set(
  'a o as os e ou da do das dos de para com em no na the of your seu sua n nr num numero number no. id'.split(
    ' ',
  ),
)
/** Whom a file is about: left out of a heading where something else is said; alone they are the name. */
const people = new Set(
  'paciente pacientes cliente clientes lead leads contato contatos aluno aluna pessoa patient client customer contact person'.split(
    ' ',
  ),
)
const companiesSaid = new Set('empresa empresas company companies organizacao organization'.split(' '))

const phoneWords = new Set(
  'tel telefone telefones fone fones celular celulares cel cels whatsapp whats wpp zap phone phones mobile cellphone telephone'.split(
    ' ',
  ),
)
/** What kind of phone or address it is; without one of those above they are nothing. */
const kindsOfPhone = new Set(
  'residencial res comercial com fixo movel principal secundario adicional outro outros alternativo recado recados pessoal trabalho ddd casa home work main other primary'.split(
    ' ',
  ),
)
const emailWords = new Set('email emails mail'.split(' '))
const kindsOfEmail = new Set(
  'principal secundario pessoal comercial trabalho alternativo outro outros endereco eletronico address personal work primary other'.split(
    ' ',
  ),
)

/** Headings of the other fields after what says nothing is left out; pt and en. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  name: [
    'nome',
    'nome completo',
    'nome civil',
    'nome sobrenome',
    'name',
    'full name',
    'fullname',
    'nomes',
    'names',
    'nome inteiro',
  ],
  cpf: ['cpf', 'documento cpf', 'cpf cnpj'],
  birth_date: [
    'nascimento',
    'data nascimento',
    'dt nascimento',
    'dt nasc',
    'data nasc',
    'nasc',
    'dtnasc',
    'datanasc',
    'datanascimento',
    'dtnascimento',
    'd nascimento',
    'd nasc',
    'dn',
    'nascto',
    'dt nascto',
    'data nascto',
    'dia nascimento',
    'aniversario',
    'data aniversario',
    'dt aniversario',
    'niver',
    'birthday',
    'birth date',
    'birthdate',
    'date birth',
    'dob',
    'born',
    'nascido',
    'nascida',
  ],
  notes: [
    'observacoes',
    'observacao',
    'obs',
    'obs gerais',
    'observacoes gerais',
    'nota',
    'notas',
    'note',
    'notes',
    'anotacao',
    'anotacoes',
    'comentario',
    'comentarios',
    'comment',
    'comments',
    'remarks',
    'evolucao',
    'texto',
    'conteudo',
    'relato',
    'text',
  ],
  company: [
    'empresa',
    'nome empresa',
    'company',
    'company name',
    'organizacao',
    'organization',
    'organization name',
    'firma',
    'empregador',
    'razao social',
  ],
  origin: [
    'origem',
    'como conheceu',
    'como nos conheceu',
    'como conheceu clinica',
    'onde conheceu',
    'onde nos conheceu',
    'como chegou',
    'como ficou sabendo',
    'fonte',
    'canal',
    'canal origem',
    'origin',
    'source',
    'midia',
  ],
  tags: ['etiqueta', 'etiquetas', 'tag', 'tags', 'marcador', 'marcadores', 'label', 'labels'],
  day: [
    'data',
    'dia',
    'date',
    'day',
    'data sessao',
    'data atendimento',
    'data consulta',
    'data evolucao',
    'data registro',
    'vencimento',
    'data vencimento',
    'due date',
  ],
  time: ['hora', 'horario', 'hora inicio', 'inicio', 'time', 'start', 'start time'],
  minutes: ['duracao', 'minutos', 'duracao minutos', 'duration', 'minutes'],
  therapist: [
    'profissional',
    'terapeuta',
    'psicologo',
    'psicologa',
    'medico',
    'medica',
    'autor',
    'therapist',
    'professional',
    'author',
  ],
  status: ['status', 'situacao', 'presenca', 'comparecimento', 'attendance'],
  title: ['titulo', 'assunto', 'title', 'subject'],
  amount: [
    'saldo',
    'saldo devedor',
    'saldo aberto',
    'valor',
    'valor aberto',
    'em aberto',
    'aberto',
    'debito',
    'divida',
    'balance',
    'open balance',
    'amount',
    'open amount',
  ],
  cnpj: ['cnpj', 'cnpj cpf', 'cpf cnpj', 'documento cnpj', 'cnpj empresa'],
  stage: ['etapa', 'fase', 'estagio', 'etapa funil', 'stage', 'deal stage', 'pipeline stage'],
  owner: [
    'responsavel',
    'email responsavel',
    'responsavel email',
    'vendedor',
    'email vendedor',
    'proprietario',
    'dono',
    'owner',
    'owner email',
    'deal owner',
    'salesperson',
  ],
  expected_on: [
    'previsao',
    'data previsao',
    'previsao fechamento',
    'data prevista',
    'fechamento previsto',
    'data prevista fechamento',
    'data fechamento esperada',
    'expected close',
    'expected close date',
    'expected',
    'close date',
  ],
  lost_reason: ['motivo', 'motivo perda', 'razao perda', 'lost reason', 'loss reason', 'closed lost reason'],
  closed_on: [
    'fechado',
    'fechada',
    'data fechamento',
    'encerrada',
    'ganha',
    'perdida',
    'closed on',
    'closed',
    'closed at',
    'deal closed on',
  ],
  created_on: [
    'criado',
    'criada',
    'data criacao',
    'data cadastro',
    'abertura',
    'data abertura',
    'created',
    'created on',
    'created at',
    'create date',
    'deal created',
  ],
  sku: [
    'sku',
    'codigo',
    'cod',
    'referencia',
    'ref',
    'codigo interno',
    'codigo produto',
    'cod produto',
    'code',
    'item code',
  ],
  barcode: [
    'codigo barras',
    'cod barras',
    'ean',
    'gtin',
    'gtin ean',
    'ean gtin',
    'barcode',
    'bar code',
    'upc',
  ],
  kind: ['tipo', 'tipo produto', 'tipo item', 'kind', 'type', 'product type'],
  category: ['categoria', 'grupo', 'departamento', 'familia', 'category', 'group'],
  brand: ['marca', 'fabricante', 'brand', 'vendor', 'manufacturer'],
  price_cents: [
    'preco',
    'preco venda',
    'valor venda',
    'valor',
    'valor unitario',
    'preco unitario',
    'price',
    'sale price',
    'unit price',
  ],
  cost_cents: [
    'custo',
    'preco custo',
    'valor custo',
    'custo unitario',
    'preco compra',
    'cost',
    'cost price',
    'unit cost',
  ],
  unit: ['unidade', 'un', 'und', 'unidade medida', 'medida', 'unit', 'uom'],
  stock: [
    'estoque',
    'estoque inicial',
    'estoque atual',
    'saldo estoque',
    'quantidade',
    'quantidade estoque',
    'qtd',
    'qtde',
    'qtd estoque',
    'stock',
    'quantity',
    'qty',
    'on hand',
    'opening stock',
  ],
  ncm: ['ncm', 'codigo ncm', 'cod ncm', 'classificacao fiscal'],
  cfop: ['cfop', 'codigo cfop', 'cod cfop'],
  value_cents: [
    'valor',
    'valor estimado',
    'valor negocio',
    'valor oportunidade',
    'valor proposta',
    'montante',
    'value',
    'amount',
    'deal value',
    'deal amount',
  ],
  city: ['cidade', 'municipio', 'city', 'town'],
}
/** What a deal and a product are called in their own files. */
const dealTitles = [
  'titulo',
  'title',
  'oportunidade',
  'negocio',
  'negociacao',
  'nome oportunidade',
  'nome negocio',
  'deal',
  'deal name',
  'deal title',
  'assunto',
]
const productNames = [
  ...synonyms['name']!,
  'produto',
  'nome produto',
  'item',
  'product',
  'product name',
  'servico',
  'descricao produto',
]
const companyNames = [
  ...synonyms['name']!,
  'razao social',
  'nome fantasia',
  'fantasia',
  'empresa',
  'company',
  'nome empresa',
  'company name',
  'organizacao',
  'organization',
  'nome razao social',
  'razao social nome',
]

/** Fields that are called otherwise in files of a kind. */
const own: Readonly<Partial<Record<ImportKind, Readonly<Record<string, readonly string[]>>>>> = {
  companies: { name: companyNames },
  products: { name: productNames, notes: [...synonyms['notes']!, 'descricao', 'description'] },
  deals: {
    title: dealTitles,
    status: ['status', 'situacao', 'resultado', 'state', 'outcome'],
    notes: [...synonyms['notes']!, 'descricao', 'description'],
  },
}

const accents = /[\u0300-\u036f]/g
/** A heading or a word without what differs by hand: case, accents, signs. */
export const fold = (text: string) => text.normalize('NFD').replace(accents, '').toLowerCase()

/** The words of a heading: "C.P.F." is cpf, "E-mail 2" is email. */
function wordsOf(heading: string): string[] {
  return fold(heading)
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\be[- ]?mail/g, 'email')
    .replace(/whats ?app/g, 'whatsapp')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !fillers.has(word))
}

/** The field that a heading names, or null. */
export function fieldOfHeading(heading: string, kind: ImportKind): string | null {
  const suggested = importFields[kind].filter(({ isSuggested }) => isSuggested === true).map(({ key }) => key)
  const all = wordsOf(heading)
  if (all.length === 0) return null
  const about = kind === 'companies' ? new Set([...people, ...companiesSaid]) : people
  const words = all.filter((word) => !about.has(word))
  if (words.length === 0) {
    // "Contato" beside "Paciente" is how to reach them
    if (kind === 'patients' && all.every((word) => word.startsWith('contato'))) return 'phones'
    return suggested.includes('name') ? 'name' : null
  }
  const isSaid = (main: ReadonlySet<string>, more: ReadonlySet<string>) =>
    words.some((word) => main.has(word)) && words.every((word) => main.has(word) || more.has(word))
  if (isSaid(phoneWords, kindsOfPhone)) return 'phones'
  if (isSaid(emailWords, kindsOfEmail)) return 'emails'
  for (const text of [words.join(' '), all.join(' ')]) {
    const found = suggested.find((key) => (own[kind]?.[key] ?? synonyms[key])?.includes(text) === true)
    if (found !== undefined) return found
  }
  return null
}

/** The suggested field of each column: what takes one value is fed by the first column that names it. */
export function suggestColumns(
  headings: readonly string[],
  kind: ImportKind,
  custom: readonly { id: string; label: string }[] = [],
): (string | null)[] {
  const taken = new Set<string>()
  return headings.map((heading) => {
    const own = custom.find(({ label }) => fold(label).trim() === fold(heading).trim())
    const field = own === undefined ? fieldOfHeading(heading, kind) : `custom.${own.id}`
    if (field === null || taken.has(field)) return null
    if (!importFields[kind].some(({ key, isMany }) => key === field && isMany === true)) taken.add(field)
    return field
  })
}

/** By what a clinic's choice of columns is remembered: the headings in their order. */
export const signatureOf = (headings: readonly string[]) =>
  headings.map((heading) => fold(heading).trim()).join('\u001f')
