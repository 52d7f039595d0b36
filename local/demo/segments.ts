/** Segments as a clinic would save them. */
export const demoSegments = [
  {
    name: 'Não vêm há 60 dias',
    entity: 'patients',
    query: {
      logic: 'AND',
      rules: [
        { field: 'last_session_at', op: 'before', value: { days: -60 } },
        { field: 'next_session_at', op: 'is_empty', value: true },
        { field: 'opted_out', op: 'eq', value: false },
      ],
    },
  },
  {
    name: 'Faltaram e têm valor em aberto',
    entity: 'patients',
    query: {
      logic: 'AND',
      rules: [
        { field: 'no_show_count', op: 'gte', value: 1 },
        { field: 'balance_due_cents', op: 'gte', value: 1 },
      ],
    },
  },
  {
    name: 'Indicações ainda sem venda',
    entity: 'contacts',
    query: {
      logic: 'AND',
      rules: [
        { field: 'origin', op: 'eq', value: 'referral' },
        {
          logic: 'OR',
          rules: [
            { field: 'stage', op: 'in', value: ['lead', 'opportunity'] },
            { field: 'won_cents', op: 'eq', value: 0 },
          ],
        },
      ],
    },
  },
  {
    name: 'Propostas acima de R$ 1.000',
    entity: 'deals',
    query: {
      logic: 'AND',
      rules: [
        { field: 'status', op: 'eq', value: 'open' },
        { field: 'value_cents', op: 'gte', value: 100_000 },
      ],
    },
  },
]
