insert into app.export_lists (key, page, columns) values
  ('stock', 'select jsonb_array_elements(public.list_stock($1, $2, $4, $5, $3))',
    '[["name", "Produto"], ["sku", "SKU"], ["unit", "Unidade"], ["available", "Disponível"], ["on_hand", "Em estoque"], ["reserved", "Reservado"], ["incoming", "A caminho"], ["reorder_point", "Ponto de reposição"], ["value_cents", "Valor"], ["expires_on", "Validade"], ["supplier", "Fornecedor"]]'),
  ('stock_moves', 'select jsonb_array_elements(public.list_stock_moves($1, $3, ($4 ->> ''number'')::bigint, $5))',
    '[["number", "Número"], ["at", "Quando"], ["kind", "Tipo"], ["name", "Produto"], ["sku", "SKU"], ["place", "Local"], ["lot", "Lote"], ["on_hand", "Quantidade"], ["reserved", "Reserva"], ["value_cents", "Valor"], ["on_hand_after", "Em estoque depois"], ["reason", "Motivo"], ["note", "Observação"], ["actor", "Quem"]]'),
  ('order_payments', 'select to_jsonb(r) from app.list_order_payments($1, $3, $4, $5) r',
    '[["at", "Data"], ["number", "Pedido"], ["buyer_name", "Comprador"], ["method", "Forma"], ["provider", "Por onde"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"], ["state", "Situação"], ["reference", "Referência"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;
