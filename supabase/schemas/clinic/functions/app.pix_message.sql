-- What a payer is told of a PIX: amount, clinic and how to pay, never what it is for.
create function app.pix_message(p_tenant_id uuid, p_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select concat_ws(E'\n\n',
    'Olá, ' || split_part(coalesce(y.full_name, q.name), ' ', 1) || '! Segue o PIX de R$ '
      || translate(to_char(p.amount_cents / 100.0, 'FM999,999,990.00'), ',.', '.,') || ' para ' || t.name || '.',
    'Para pagar pelo link: ' || p.invoice_url,
    E'PIX copia e cola:\n' || p.copy_paste,
    'Assim que o pagamento cair, fica registrado aqui. Qualquer dúvida, é só responder.')
  from app.pix_charges p
  join public.tenants t on t.id = p_tenant_id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = p.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  where p.tenant_id = p_tenant_id and p.id = p_id;
$$;
revoke execute on function app.pix_message(uuid, uuid) from public, anon, authenticated;
grant execute on function app.pix_message(uuid, uuid) to service_role;
