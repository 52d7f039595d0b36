create function app.lot_of(p_tenant_id uuid, p_variant_id uuid, p_code text, p_expires_on date)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_code text := upper(app.trimmed(p_code, 40));
  v_id uuid;
begin
  if v_code is null then
    raise sqlstate 'PT400' using message = 'lot_required';
  end if;
  insert into public.stock_lots as l (tenant_id, variant_id, code, expires_on) values (p_tenant_id, p_variant_id, v_code, p_expires_on)
  on conflict (tenant_id, variant_id, code) do update set expires_on = coalesce(excluded.expires_on, l.expires_on)
  returning l.id into v_id;
  return v_id;
end;
$$;
comment on function app.lot_of(uuid, uuid, text, date) is
  'The lot of what comes in, made when it is new. Errors: PT400 lot_required.';
revoke execute on function app.lot_of(uuid, uuid, text, date) from public, anon, authenticated;
