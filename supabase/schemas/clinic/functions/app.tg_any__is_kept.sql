-- What the law has a clinic keep goes with the clinic alone.
create function app.tg_any__is_kept()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.tenants t where t.id = old.tenant_id) then
    raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
  end if;
  return old;
end;
$$;
revoke execute on function app.tg_any__is_kept() from public, anon, authenticated;
