import { importFields, type ImportKind } from '@import/fields.ts'

/** How a cell of each field may look: what people copy their own list into. */
const examples: Readonly<Record<string, string>> = {
  name: 'Maria Exemplo',
  cpf: '123.456.789-09',
  cnpj: '11.222.333/0001-81',
  phones: '(11) 98765-4321',
  emails: 'maria@exemplo.com.br',
  birth_date: '31/12/1990',
  notes: '',
  company: 'Padaria Exemplo',
  origin: 'Indicação',
  tags: 'vip',
  city: 'São Paulo',
  day: '31/01/2026',
  time: '14:30',
  minutes: '50',
  therapist: '',
  status: '',
  title: 'Plano anual de pilates',
  amount: '150,00',
  value_cents: '1.200,00',
  stage: '',
  owner: '',
  expected_on: '31/12/2026',
  lost_reason: '',
  closed_on: '',
  created_on: '31/01/2026',
  sku: 'CREME-200',
  barcode: '7891000315507',
  kind: 'Produto',
  category: 'Cosméticos',
  brand: 'Exemplo',
  price_cents: '39,90',
  cost_cents: '18,00',
  unit: 'UN',
  stock: '10',
  ncm: '33049910',
  cfop: '5102',
}
/** What a product is called, and an organisation. */
const names: Readonly<Partial<Record<ImportKind, string>>> = {
  companies: 'Padaria Exemplo',
  products: 'Creme para as mãos 200 ml',
}

/** A sheet with the headings that a kind understands, and one line that shows how cells are written. */
export function templateOf(kind: ImportKind, label: (field: string) => string): string[][] {
  const fields = importFields[kind].filter(({ isSuggested }) => isSuggested === true)
  return [
    fields.map(({ key }) => label(key)),
    fields.map(({ key }) => (key === 'name' ? names[kind] : undefined) ?? examples[key] ?? ''),
  ]
}
