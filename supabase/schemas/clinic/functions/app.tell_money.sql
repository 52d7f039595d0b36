create function app.tell_money(p_tenant_id uuid, p_payer_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_told text := coalesce(current_setting('zelo.money_told', true), '');
begin
  -- once a transaction: a series posts all of its entries
  if position(p_payer_id::text in v_told) = 0 then
    perform set_config('zelo.money_told', left(v_told || p_payer_id, 4000), true);
    perform app.broadcast(p_tenant_id, 'money', jsonb_build_object('payer_id', p_payer_id));
  end if;
end;
$$;
comment on function app.tell_money(uuid, uuid) is
  'Tells open screens whose money moved, and no more: not everybody in a clinic sees amounts.';
revoke execute on function app.tell_money(uuid, uuid) from public, anon, authenticated;
