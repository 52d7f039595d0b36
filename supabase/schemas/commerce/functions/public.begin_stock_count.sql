create function public.begin_stock_count(p_tenant_id uuid, p_id uuid, p_place_id uuid, p_note text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.stock_counts (tenant_id, id, place_id, note, created_by)
  values (p_tenant_id, p_id, app.require_place(p_tenant_id, p_place_id), app.trimmed(p_note, 300), auth.uid())
  on conflict do nothing;
  select c.id into v_id from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_id is null then
    select c.id into v_id from public.stock_counts c
    where c.tenant_id = p_tenant_id and c.place_id = app.require_place(p_tenant_id, p_place_id) and c.state = 'open';
  end if;
  return public.get_stock_count(p_tenant_id, v_id);
end;
$$;
comment on function public.begin_stock_count(uuid, uuid, uuid, text) is
  'Caller: owner, admin and operator. Begins to count a place (NULL: the default one); where somebody counts already, answers that count. Answers get_stock_count. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT404 place_not_found.';
revoke execute on function public.begin_stock_count(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.begin_stock_count(uuid, uuid, uuid, text) to authenticated;
